export interface Cue {
  pattern: RegExp;
  /** On VADER's scale: from -4 (very bad) to 4 (very good). */
  valence: number;
}

/**
 * What people say of things they bought, for which a general lexicon has no word or the wrong one.
 * Rows are tried from the top, and what one has matched is not looked at again: phrases stand before words.
 */
const table: readonly (readonly [valence: number, ...patterns: string[]])[] = [
  // Verdicts
  [
    3,
    "(?:can't|cannot|can not) recommend (?:\\w+ )?(?:enough|highly enough)|worth every (?:penny|cent|euro)",
    "(?:could not|couldn't) be (?:happier|better|more pleased)|(?:can't|cannot) live without|(?:couldn't|could not) put it down",
    "game[- ]?changer|life[- ]?saver|(?:five|5) stars?|5/5|10/10|(?:5|five) out of (?:5|five)|10 out of 10|must[- ]have",
    "look no further|blown away|second to none|above and beyond|extra mile|out of (?:their|his|her) way",
  ],
  [
    -3,
    "(?:do not|don't|wouldn't|would not|can't|cannot|couldn't|never) (?:\\w+ )?(?:bother|buy|recommend|order|purchase|waste|fall for|trust)",
    "not recommend\\w*|stay away|steer clear|buyer beware|save your money|look elsewhere|never again|zero stars?",
    "(?:one|1|no) stars?|1/5|(?:1|one) out of (?:5|five)|wast(?:e|ed|ing) (?:of )?(?:my |your )?\\w+|money down the drain",
    "rip[- ]?off|scam\\w*|bait and switch|bed ?bugs?|cockroach\\w*|(?:a|an|absolute|complete|total) joke|avoid",
  ],
  [
    2.5,
    "recommend\\w*|(?:would|will|i'd|i'll|we'd|we'll)(?: \\w+)? (?:buy|order|purchase|come back|return|stay|visit)(?: \\w+){0,2} again",
    "buy(?:ing)? (?:another|a second|more)|exceed\\w* (?:all )?(?:my |our )?expectations|no regrets",
    "(?:exactly|just) what (?:i|we|she|he|they) (?:needed|wanted|hoped for|(?:was|were) looking for)",
    "(?:better|nicer|faster|easier|bigger) than (?:i |we )?(?:expected|hoped|thought|described|my old|the old)",
    "glad (?:i|we) \\w+|would (?:do|choose|stay|come|go) (?:it )?again",
  ],
  [
    -2.5,
    "(?:want|wanted|asked for|demand\\w*|get|give me|refus\\w*) (?:my |our |a |the )?(?:money back|refund)|(?:not|isn't|wasn't|hardly) worth\\w*",
    "not (?:as|what was|what i) (?:described|advertised|pictured|shown|ordered|expected|expect)|nothing like the \\w+",
    "false advertising|mislead\\w*|misled|(?:not|isn't|hardly) (?:safe|usable|edible)|non-?existent|over ?charged|charged (?:me |us )?twice",
    "hidden (?:fees?|charges?|costs?)|skip (?:this|it)|what a (?:mess|shame|letdown|disaster)",
  ],
  // Praise and blame in set phrases
  [
    2,
    "worth (?:it|the (?:money|price|wait))|(?:good|great|excellent) value|value for money|made a (?:\\w+ )?difference|spot[- ]on|a must|a breeze",
    "(?:no|zero|without|without any|never (?:had )?(?:a|any)|not (?:a|one)(?: single)?|haven't had (?:a|any)) (?:\\w+ )?(?:problem|issue|complaint|fault|trouble|defect|leak|hiccup|fuss|mess)s?",
    "never (?:let \\w+ down|lets \\w+ down|fail(?:s|ed)|(?:felt|looked|slept|tasted|worked) better)|(?:can't|cannot) (?:fault|go wrong|complain|stop|wait)",
    "thumbs up|keeper|bargain|compliments?|still (?:works?|going strong|looks? (?:like )?new|running)|like new|like a (?:charm|dream|glove|baby)",
    "(?:pain|ache|noise|smell|odou?r|problem|stain|itch|rash|rust|dust|damp)s? (?:is |are |was |were |has |have )?(?:now |all |completely |just )?(?:gone|disappeared|vanished|went away)",
    "(?:replaced|repaired|fixed|resolved|exchanged|solved|sorted)(?: out)? (?:it|my|the|our|this|them|every)(?: \\w+){0,2}",
    "no longer (?:hurts?|aches?|worry|need to)|no more(?: \\w+){1,2}|no questions asked|finally an?|finally,? (?:a|some)",
    "(?:stays?|stayed|keeps?|kept|remains?)(?: \\w+){0,4} (?:dry|warm|cool|cold|hot|sharp|fresh|clean|put|in place|organi[sz]ed|entertained|safe|tidy|neat|moist|charged)",
    "nothing (?:sticks|leaks|spills|rattles)|smells? (?:so |really )?(?:wonderful|great|good|lovely|nice|amazing|fresh|divine|heavenly)",
    "true to size|page[- ]turner|gripping|captivating|hooked|attentive|welcoming|(?:pulled|drew|sucks|draws) (?:me|you) in|in one (?:night|sitting|go|evening)",
    "stole (?:it|them|mine)|(?:whole family|kids|children|grandchildren|everyone|everybody) (?:uses?|loves?|enjoys?|plays?|asks?)|a hit with|hands down",
  ],
  [
    -2,
    "(?:sent|send|sending|return(?:ed|ing)?|took|taking) (?:it|this|them|mine|both)(?: straight)?(?: back)?|goes? back|going back|went back|refunds?|let ?down|thumbs down|gone downhill",
    "no (?:reply|replies|response|answer|help|support|instructions|refund|apology|manual|warranty|way to|sign of|flavou?r|taste|suction|power|sound|picture)",
    "(?:nobody|no one|no-one) (?:\\w+ )?(?:answer|repl|respon|help|car|call|came|show|turn)\\w*|unanswered|ignored",
    "(?:for|at|with) (?:this|that|the) price.{0,12}(?:expect\\w*)|should(?:n't| not) have|not (?:good|great|happy|impressed|pleased|satisfied) ",
    "(?:description|listing|advert|ad|box|label|seller|page|photo|website) (?:says|said|claim\\w*|promis\\w*|shows?|showed)",
    "(?:has|have|had)(?:n't| not) (?:worked|turned|charged|arrived|come|opened|started|received|heard)",
    "not as (?:good|nice|fast|soft|strong|sturdy|bright|loud|comfortable|sharp)(?: as)?|no longer \\w+|unable to|(?:can't|cannot|couldn't|could not) (?:get|connect|open|use|hear|see|read|log|sleep|find|reach)",
    "(?:went|goes|turned|turns) (?:black|dead|blank|dim|yellow|sour|bad|grey|red|flat|off by itself)|(?:hung|hang|hangs) up|on hold",
    "would(?:n't| not) (?:eat|wear|touch|use|drink|go|stay)|tastes? like|nowhere near|(?:only|barely) (?:lasts?|lasted|works?|worked)",
    "lasted (?:only |less |about |just |not |a |one |two |three |four )\\w*|(?:un(?:play|watch|read|drink|eat|wear)|ined)\\w*i?able|inedible|food (?:was|came|arrived) cold|(?:soup|meal|coffee|pizza|fries|dish)\\w* (?:was|were|came|arrived) (?:cold|lukewarm)",
    "(?:drop(?:s|ped)?|los(?:es|t|ing)) (?:the |its |my )?(?:signal|connection|wi-?fi|calls?|data|progress)|sharp edges|(?:gets?|got|getting|runs?|became) (?:very |too |so |really |extremely )?hot",
    "wait(?:ed|ing)?(?: \\w+){0,4} (?:hours?|minutes|days|weeks|months)|runs? (?:very )?(?:small|large|short|narrow)|(?:smaller|shorter|thinner|lighter|darker) than (?:it|expected|advertised|described|in the|shown)|sizes? (?:too )?(?:small|smaller|large|larger|big|bigger)",
  ],
  // Does it work
  [
    -2.5,
    "(?:stopped|quit|stops|ceased) \\w+ing|won't \\w+|dead on arrival|doa|died|defective|faulty|malfunction\\w*|unusable|unreliable|unresponsive|bricked",
    "(?:does|do|did|would|will|could|can)(?: not|n't) (?:even |really |actually )?(?:work|fit|turn|charge|connect|stay|hold|last|close|open|match|start|stick|keep|load|seal|clean|help|arrive|come|show|fasten|sit|heat|cool|play|print|pair|sync|respond)\\w*",
  ],
  [
    1.3,
    "(?:does|do|did|has|have)(?: not|n't) (?:\\w+ )?(?:cut|pinch|slip|leak|wobbl|hurt|scratch|fade|shrink|shrunk|rust|break|tip|stain|tangle|irritat|wrinkle|slide|rub|itch|overheat)\\w*",
  ],
  [
    -2,
    "br(?:oke|oken|eaks|eaking)|snapp(?:ed|s)|crack(?:ed|s)?|shatter\\w*|f(?:ell|all|alls|alling|allen) (?:off|apart|out|over|to pieces)|c(?:ame|omes|oming) (?:off|apart|loose|undone)",
    "peel(?:ed|ing|s)?|tore|torn|tears|ripp?ed|bent|warped|fray(?:ed|s|ing)|fade[sd]?|shr(?:ank|unk|inks)|rust\\w*|leak\\w*|chipped|dent(?:ed|s)?|scratche[sd]|melt(?:ed|s)|sag(?:s|ged|ging)?|pill(?:ed|ing)",
    "overheat\\w*|jam(?:s|med|ming)?|fr(?:eezes|oze|ozen)|crash\\w*|glitch\\w*|bugs|buggy|lag(?:s|gy|ging)?|errors?|disconnect\\w*|damaged?|inaccurate|short[- ]circuit\\w*|tripped|blew|sparks?|smoke",
    "wobbl\\w*|droop\\w*|mou?ldy|mou?ld|holes?|expired|deleted|wiped|erased|paywall|pop-?ups?|pixelated|rash|headaches?|allergic|blisters?|sore|hazard\\w*|unsafe|burnt",
  ],
  [
    2,
    "(?:work|fit|function|run|perform|clean|sleep|cook|hold|last|wash|play|pair)(?:s|ed|ing)? (?:up )?(?:great|perfectly|beautifully|flawlessly|wonderfully|brilliantly|really well|very well|so well|extremely well|nicely|well)",
    "reliabl[ey]|flawless\\w*|seamless\\w*|has worked (?:every|perfectly|since)|(?:survived|withstood|held up|transformed|thriving)|favou?rite",
  ],
  [
    1.5,
    "lasts? (?:all|for|long|a long|ages|forever|days|weeks|two|three)|holds? (?:a|its|the|up)|easy|easily|effortless\\w*|intuitive|smooth\\w*|accurate\\w*|responsive|versatile",
    "saves? (?:me|us|a lot|time|hours|money|so much)|painless|straightforward|handy|practical|convenient\\w*|ingenious|tidy|addict(?:ed|ive)|does exactly what",
  ],
  // How it is made
  [
    1.8,
    "sturd\\w+|solid\\w*|durable|well[- ](?:made|built|designed|thought|packed|packaged|written)|robust|delicious|tasty|mouth-?watering|spotless\\w*|gorgeous|stunning|superb\\w*|outstanding|fantastic\\w*",
    "top[- ]notch|first[- ]class|(?:high|great|good|excellent) quality|luxurious|crystal clear|courteous|knowledgeable|professional|juicy|crunchy|tender|fluffy|plush",
  ],
  [
    1.2,
    "comfortabl[ey]|comfy|cosy|cozy|soft|crisp|clear (?:instructions|picture|sound)|light(?: ?weight)?(?=[ ,.]+(?:and|powerful|easy|enough|but|sturdy|to|warm))|lightweight|quiet(?:ly|er)?|silent(?:ly)?|fast(?:er)?|quick(?:ly|er)?|fresh|(?:razor )?sharp",
    "stylish|elegant|compact|punctual|on time|early|(?:arrived|came|delivered) (?:the )?next day|roomy|spacious|bright(?:er)?|absorbs?|warm and|generous|prompt(?:ly)?|snug(?:ly)?|affordable|inexpensive|reasonably priced|plenty of|neat(?:ly)?|nicely",
    "every (?:single )?(?:day|morning|afternoon|evening|night|week|weekend)(?= since|[.,;]|$)|ever since|for years|daily|(?:takes|took|in|within) (?:only |just )?(?:a |an? few |two |three |five )?(?:seconds|minutes?)",
  ],
  [
    -2,
    "flims\\w+|shodd\\w+|tacky|cheap(?:ly)? (?:made|plastic|feel|looking|quality|material)\\w*|(?:feels?|looks?|felt|looked|sounds?|is|are|was|were) (?:very |so |really )?cheap(?! to)|junk|garbage|rubbish|trash|crap\\w*|lemon|counterfeit|fake|knock[- ]?off",
    "overpriced|bland|stale|soggy|tasteless|undercooked|lukewarm|greasy|filthy|unhygienic|rude\\w*|unhelpful|dismissive|poor(?:ly)?|hopeless\\w*|pathetic|laughabl[ey]|shocking\\w*|unbearable|uncomfortable",
    "blurry|grainy|muffled|tinny|downgrade|underwhelm\\w*|meh|boring|predictable|tedious|drag(?:s|ged)|g(?:ave|iving) up|gimmick\\w*|excuses?|see-through|washed out|uneven",
  ],
  [
    -1.3,
    "too (?:small|big|large|tight|short|long|heavy|loud|thin|loose|expensive|bright|dark|dim|sweet|salty|slow|noisy|weak|stiff|hard|hot|cold|complicated|tiny|narrow|wide|thick|bitter|strong|much|many|few)",
    "hard to|difficult to|impossible|complicated|confus\\w+|slow(?:ly|er)?|nois[ye]\\w*|loud(?:er|ly)?|buzz\\w*|rattl\\w*|squeak\\w*|hums?|smell(?:s|ed|y)?|st(?:inks?|ank|unk)|reek\\w*|odou?r|stain(?:s|ed)?|itch(?:y|es|ed)?|scratchy|stiff",
    "missing|wrong|late|delayed|(?:took|takes) (?:weeks|months|forever|ages|hours|over|almost|more|too)|drains?|(?:kept|keeps) (?!every|any|some|no)\\w+ing|tangle\\w*|stuck|sticky|dull|thin|clumsy|awkward\\w*|worse|worst|downside|unless",
    "(?:had|have|has) to (?:\\w+ )?(?:call|wait|pay|buy|return|replace|restart|reset|throw|email|glue|fix|tape)\\w*|dirty|messy|half (?:of|the)|tiny|barely|hardly|crooked|crumbl\\w*|ads|adverts?|promised|not even|never \\w+(?:ed|en|ne|me|t)|soaked|puddle|flood(?:ed|s)?",
  ],
  [
    -0.8,
    "(?:after|within|in) (?:only |just |less than )?(?:the )?(?:first |one |two |three |four |five |six |ten |a |a few |a couple of |\\d+ )+(?:days?|weeks?|months?|uses?|wash(?:es)?|times?)|the first time|supposed to|used to|already|replacement|constantly|(?:opened|fix|repair) (?:it|them) myself",
  ],
];

export const reviewCues: readonly Cue[] = table.map(([valence, ...patterns]) => ({
  valence,
  pattern: new RegExp(`(?<![\\w'-])(?:${patterns.join("|")})(?![\\w'])`, "gi"),
}));

const lukewarm = [
  "neither (?:\\w+ ){1,3}nor (?:\\w+ )?\\w+|not (?:bad|great|terrible|amazing|perfect),? (?:but |and )?not \\w+",
  "some (?:[\\w,]+ ){1,6}others?|some (?:days|people)|mixed|(?:could|might) be (?:better|worse)|pros and cons|on the other hand|hit (?:and|or) miss",
  "ok|okay|average|so[- ]so|mediocre|middle of the road|fine|decent|acceptable|adequate|usual|ordinary|standard|basic|passable|all ?right|typical|indifferent|unremarkable|reasonable|serviceable|normal(?:ly)?|good enough|half[- ]decent",
  "nothing (?:special|fancy|more|to write home about|remarkable|extraordinary|spectacular)|no (?:strong )?(?:feelings|opinion)|not (?:bad|great|terrible|amazing)|not much to say|(?:not|isn't|am not) sure",
  "(?:does|did) (?:the|its|what)|as (?:expected|described|advertised|pictured|shown)|about what|what you(?: would|'d)? expect|no better (?:and|or|nor) no worse|no (?:better|worse)|i (?:guess|suppose)|so far|too (?:early|soon) to",
  "(?:three|3) stars|3/5|(?:3|three) out of (?:5|five)|(?:haven't|have not) (?:used|tried|tested|decided)|(?:cannot|can't) say|undecided",
];

/** Words that say "neither good nor bad"; each draws the score towards the middle. */
export const lukewarmCue = new RegExp(`(?<![\\w'-])(?:${lukewarm.join("|")})(?![\\w'])`, "gi");
