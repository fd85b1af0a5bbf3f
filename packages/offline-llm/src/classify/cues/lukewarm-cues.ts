import { cuePattern } from "./cue-pattern.ts";

export interface LukewarmCue {
  pattern: RegExp;
  /** How strongly it draws the score towards the middle. */
  pull: number;
}

/** What says "neither good nor bad", "both" or "not yet known". */
const table: readonly (readonly [pull: number, ...cues: string[]])[] = [
  [
    4,
    "(three|3) (out of (5|five)|stars)|3/5|(5|five|6|six) out of (10|ten)",
    "neither (\\w+ ){1,4}n?or (the )?(\\w+ )?\\w+",
    "not (great|terrible|amazing|perfect|bad|good|awful),? (but |and |yet )?not (\\w+ )?\\w+",
    "no (better|worse)( \\w+){0,3}|(no|neither|nor) more(,| and| n?or) no? ?less|neither more nor less",
    "(better|worse) (ones )?and (\\w+ ){0,3}(worse|better)( ones)?",
    "(read|seen|had|tasted|heard|eaten) (better|worse),? (and |but )?((i've|i have|we've) )?((also |read|seen|had|tasted|heard|eaten) )*(better|worse)",
    "mixed (\\w+)|(could|might) be (better|worse)|(on|sitting on) the fence|take (it )?or leave it",
    "like (it )?or not|(not|haven't|never) made up my mind|matter of taste|indifferent|middling|mediocre",
    "so[- ]so|middle of the road|meh",
    "nothing (special|fancy|to write home about|remarkable|extraordinary|spectacular|in particular)",
    "no (strong )?(feelings|opinion)|not much to say|pros and cons|ups and downs|its moments",
    "(advantages|strengths|pluses) and (disadvantages|weaknesses|minuses)|hit (and|or) miss|more or less",
    "not (\\w+ )?(good|bad|better|worse) (n?or|and not) \\w+|some ([\\w,]+ ){1,6}others?",
    "half of ([\\w,]+ ){1,6}(the )?other half|(ask me|see) again in|only had (it|them)",
    "(too|very) (early|soon) to",
    "(takes?|took|needs?) (\\w+ ){1,4}(getting|to get) used to|less so (for|on|in|when|at|with)",
    "(likes?|loves?|hates?|enjoys?) (it|this|them),? (but )?(i|my \\w+|others|not everyone|she|he) (don't|do not|does not|doesn't|didn't|hates?|will|less)",
    "as \\w+ as (i|we)|hard to (say|tell|describe|judge)|remains to be seen|still deciding",
    "(do not|don't) expect (miracles|too much|wonders|much|luxury)|even(s|ed)? out|balances? out",
    "not the (best|worst|\\w+est),? (and |but )?(not|nor) the \\w+|no praise|no complaints( and|,) no",
    "which is (normal|usual|fine|okay|average|what)( \\w+){0,3}",
    "as (most )?\\w+s (are|do|does|is)(?= ?[.,;]|$)",
    "(two|three|half|one|some) (\\w+ ){0,5}(liked|loved|enjoyed),? (and )?(two|three|half|one|some|others) (\\w+ )?(didn't|did not|not)",
    "about as \\w+ as|not everyone (will|would|likes?) (thought|expected|imagined|had)|will do until",
    "out of my way|what it is|nothing to compare|undecided|(we|i|time) will (see|tell)|we'll see",
    "neither (impressed|here)|that is all|(like|as) any other|like all (the )?others|neither here nor there",
    "no surprises",
  ],
  [
    1,
    "ok|okay|average|medium|fine|decent|acceptable|adequate|usual|ordinary|standard|basic|passable",
    "all ?right|alright|typical|unremarkable|reasonable|serviceable|normal(ly)?",
    "(good|big|large|fast|loud|warm|strong|well) enough|half[- ]decent|fair|bearable|tolerable|usable",
    "neutral|compromise",
    "not (great|terrible|amazing|bad)(?! at all)|(not|isn't|am not) (really )?sure|mixed",
    "some (days|people)( \\w+)?|on the (one|other) hand|nothing (more|new|wrong with)",
    "(does|did|do|will do|doing|got|get) (the|its|what|their) (job|work|trick|it says|they say|is asked|you)( done)?",
    "it will do|it does the",
    "(?<!exactly )as (expected|described|advertised|pictured|shown|announced|intended)|about what",
    "(what|as) you( would|'d)? expect|got what (we|i) paid for|i (guess|suppose)|so far|for what it is",
    "same as (the|my|in)|just an? \\w+|get* used to|got used to|maybe|perhaps",
    "(haven't|have not|has not|hasn't) (really )?(used|tried|tested|decided|opened|worn|read|installed|finished|unpacked)",
    "(cannot|can't) say (much|yet|whether|if|more)|(i|my \\w+) (like|likes|prefers?) ... (but|better|more)",
  ],
];

export const lukewarmCues: readonly LukewarmCue[] = table.map(([pull, ...cues]) => ({
  pull,
  pattern: cuePattern(cues),
}));
