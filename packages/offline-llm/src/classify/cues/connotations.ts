import { stemOf } from "../../text/read-words.ts";

/** Words that are good or bad news in a review and that VADER does not know, or knows as plain. */
const groups: readonly (readonly [valence: number, words: string])[] = [
  // People who do their work well
  [
    1.5,
    "hospitable polite skilled skilful experienced diligent dependable accommodating attentive knowledgeable humble meticulous thorough conscientious obliging discreet witty articulate approachable unhurried",
  ],
  // How one feels after it
  [1.5, "rested refreshed cosy snug toasty revived rejuvenated recharged pampered"],
  // Looks, smells, tastes
  [
    1.5,
    "gleaming pristine immaculate spotless crisp fluffy silky velvety creamy aromatic fragrant flavourful flavorful flaky homemade savoury hearty succulent zesty ripe freshly moreish sublime buttery airy scenic melodic luscious crunchy juicy tender luminous lush",
  ],
  // How it runs
  [
    1.5,
    "instant instantly snappy zippy effortless noiseless precise consistent resilient watertight hardwearing ergonomic sleek streamlined intuitive seamless lightweight durable tireless nimble agile roomy spacious",
  ],
  // What it does
  [
    1.5,
    "survive outlast outlive thrive cure simplify transform bloom savour uplift enchant captivate enrich flourish glide purr surpass outperform outshine devour reread rewatch rebook reorder",
  ],
  // What it is called
  [
    1.5,
    "gem revelation childhood favourite keeper delicacy luxury craftsmanship ambience patience expertise professionalism finesse hospitality standout ovation goosebumps banquet feast",
  ],
  // What is said of it
  [
    1.5,
    "impeccable exemplary exceptional marvellous stellar sensational phenomenal commendable unbeatable unrivalled priceless invaluable indispensable unforgettable memorable hilariously ingenious affordable refreshing refreshingly timeless addictive legendary",
  ],
  // Damage
  [
    -1.5,
    "crack dent scratched rip fray snap shatter bent warp crumble crumpled rust rusty corroded mould mold mouldy moldy mildew leaking drip seep spill stain smudge blotch blotchy fade discoloured yellowed shrink shrank shrunk sag droop wobble tilt detach unravel undone peel burst puncture explode melt scorch singe burnt smoke overheat creased squashed battered splinter fragments shards wrinkled knocked crackle creaky blunt sways nowhere drenched flicker sag puncture deformed lopsided crooked unglued unstitched",
  ],
  // How it fails
  [
    -1.5,
    "froze glitch jam clog rattle squeak creak grind screech hiss flicker drain malfunction buggy virus popup paywall garbled grainy pixelated unresponsive outage downtime mislabelled misprint typo incorrect inaccurate incomplete invalid expired outdated counterfeit forged erratic finicky temperamental dysfunctional incompatible unplayable unreadable unwatchable unusable uninstall jerky laggy clunky",
  ],
  // How people were treated
  [
    -1.5,
    "shrug shout yell sneer smirk scowl frown mislead overcharge surcharge canceled overbook forgot misplace disorganised negligent sloppy patronising understaffed overdue unanswered voicemail runaround bureaucracy refund chargeback stole theft robbed grumpy surly curt brusque abrupt unhelpful overworked kafkaesque evasive begrudging hassle",
  ],
  // Food
  [
    -1.5,
    "salty oversalted sour stale soggy mushy slimy chewy rubbery stringy greasy bland tasteless flavourless burned charred undercooked overcooked lukewarm tepid reheated microwaved sickly gristle inedible nauseous vomit congealed limp wilted curdled gritty cloying powdery leathery",
  ],
  // Rooms
  [
    -1.5,
    "filthy dusty musty damp smelly stuffy cramped dingy shabby rundown threadbare lumpy saggy stained sticky cockroach mice rats ants drilling hammering snoring sleepless draughty sewage rubbish cobwebs unhygienic scruffy bins litter overcrowded",
  ],
  // Bodies and moods
  [
    -1.5,
    "hungry thirsty sweaty itch sting bruise bleed swell swollen blister headache yawn cringe groan wince shiver squint suffocate limp cursing unbearable endure",
  ],
  // What is said of it
  [
    -1.5,
    "overpriced pricey pointless gimmick gimmicky hype overhyped overrated substandard amateurish flimsy brittle fragile drab tacky garish dated old-fashioned echo static cumbersome fiddly complicated cryptic incomprehensible illegible tedious monotonous predictable cliched rambling pretentious endless forgettable lifeless soulless deceptive shady bloated unreliable uneven impractical unsuitable insufficient unsafe inexcusable disgraceful farcical nonsensical absurd supposedly allegedly barely hardly merely scarcely unless",
  ],
  // What it is called
  [
    -1.5,
    "paperweight bin landfill junk garbage trash nightmare ordeal letdown shambles flaw nuisance drawback rip-off ripoff overdraft fees",
  ],
];

/** The valence of a stem, on VADER's scale. */
export const connotations: ReadonlyMap<string, number> = new Map(
  groups.flatMap(([valence, words]) => words.split(" ").map((word) => [stemOf(word), valence] as const)),
);
