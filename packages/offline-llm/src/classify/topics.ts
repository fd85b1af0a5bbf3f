import { stemOf } from "../text/read-words.ts";

/**
 * Words that go together. A label that shares a word with a group is meant by all words of the group, so that
 * "billing" is found in a text that speaks of an invoice. Adding a topic adds a line.
 */
const groups = [
  "billing bill invoice charge charged payment pay paid price fee subscription refund twice card credit debit receipt overcharged renewal cost costs tax",
  "refund return money back reimburse exchange",
  "technical bug bugs error errors crash crashes broken technology software update install installation freeze glitch fault login screen loading fails failed malfunction issue defect code app program closes stops freezes button page browser server",
  "shipping delivery deliver delivered parcel package courier order tracking shipment dispatch arrive arrived late post logistics address",
  "account login log password username email profile sign signin register registration access locked verification",
  "sales sale buy purchase quote offer discount order pricing upgrade demo",
  "complaint complain unacceptable disappointed angry terrible worst awful rude ridiculous",
  "praise thanks thank compliment wonderful excellent great grateful appreciate",
  "question ask asking wonder wondering how what when where inquiry enquiry help",
  "request feature suggestion wish add please idea improve improvement could",
  "cancellation cancel cancelling terminate unsubscribe close",
  "sport sports game match team player players goal coach league cup season score scored win won champion championship tournament football soccer tennis basketball race olympic medal stadium",
  "politics political government president minister election vote voters parliament senate congress party law policy mayor council campaign democracy bill",
  "business economy economic company market stock shares profit revenue finance financial bank investor investment trade merger inflation sales ceo startup industry",
  "finance financial bank money loan interest mortgage budget account savings invest investment pension",
  "technology tech computer software hardware phone smartphone internet chip app device robot data cloud developer programming code artificial intelligence laptop processor",
  "science scientist scientists research study researchers physics chemistry biology experiment laboratory telescope planet space discovery species gene theory",
  "health medical medicine doctor hospital patient patients disease illness symptom symptoms drug treatment vaccine virus diet exercise nurse therapy pain fever",
  "entertainment film movie movies cinema actor actress music song album band concert television series show celebrity festival theatre comedy",
  "culture art arts museum painting exhibition book novel author literature poem theatre gallery",
  "travel trip flight hotel airport tourist tourism holiday vacation beach journey visit passport luggage train ticket",
  "food cooking recipe cook restaurant meal dish kitchen bake oven flour sugar butter sauce chef eat taste dinner lunch breakfast ingredients",
  "weather rain snow storm sunny temperature forecast wind cloud cloudy degrees heat flood",
  "environment climate pollution emission emissions carbon nature forest wildlife energy solar recycling plastic ocean",
  "education school student students teacher university college exam course class lesson learn learning degree classroom",
  "crime police arrested court judge theft murder suspect prison trial robbery victim stolen fraud",
  "legal law lawyer contract court clause agreement liability lawsuit rights terms",
  "job career work employer employee hiring hire salary interview resume recruit vacancy workplace office human resources",
  "spam winner prize free click claim offer lottery congratulations urgent cash viagra casino deal limited guaranteed won",
  "urgent emergency immediately critical asap now danger severe down outage",
  "security hacked hack breach phishing password virus malware suspicious vulnerability attack",
  "family mother father parents child children baby son daughter marriage wedding",
  "fashion clothes dress shoes style wear designer jacket shirt fabric",
  "car cars vehicle engine driver driving road traffic tyre brake automotive garage fuel",
  "home house garden furniture room kitchen decor apartment rent property real estate",
  "animal animals dog cat pet pets bird horse fish wildlife zoo species",
  "documentation docs readme typo manual guide tutorial explain wording",
  "performance slow speed latency memory fast timeout optimize cpu",
  "history historical century war ancient empire king queen medieval dynasty",
  "religion church god faith prayer mosque temple priest bible",
  "military army war soldier troops weapon missile navy defense defence",
];

export const topicGroups: readonly ReadonlySet<string>[] = groups.map((line) => new Set(line.split(" ").map(stemOf)));
