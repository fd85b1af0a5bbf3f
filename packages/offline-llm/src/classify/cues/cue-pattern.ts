const count =
  "(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|several|some|many|few|couple of|half an?)";
const people =
  "(?:wife|husband|partner|girlfriend|boyfriend|mother|father|mum|mom|dad|parents|grand\\w+|sisters?|brothers?|son|daughter|kids?|children|toddlers?|baby|teenagers?|family|aunt|uncle|cousins?|in-laws|friends?|neighbou?rs?|colleagues?|co-?workers?|boss|team|guests?|visitors|flatmates?|roommates?|students?|class|patients|strangers|people|everyone|everybody|cats?|dogs?|pupp(?:y|ies)|kittens?)";

/** Word classes that a cue names in braces. */
const slots: Readonly<Record<string, string>> = {
  count,
  people: `(?:(?:(?:all|both|each) (?:of )?)?(?:my|our|the|his|her)(?: [\\w-]+)? )?${people}`,
  it: "(?:it|this|that|them|these|those|mine|ours|one|everything|(?:the|my|our|this|these) [\\w-]+)",
  minutes: `(?:(?:a |${count} )?(?:seconds?|moments?|minutes?)|(?:half |a quarter of )?an hour|one hour|no time|an instant)`,
  days: `(?:(?:${count} |the |a )?(?:hours?|days?|evenings|weekends|weeks?|months?|years?)|ages|forever)`,
  years: `(?:${count} (?:years?|winters|summers|seasons|months|weeks)|years|months)`,
  month: "(?:january|february|march|april|may|june|july|august|september|october|november|december)",
  nth: "(?:second|third|fourth|fifth|sixth|seventh|tenth|2nd|3rd|4th|5th)",
  staff:
    "(?:they|he|she|who|we were|staff|support|service|seller|company|shop|team|owner|manager|mechanic|technician|plumber|electrician|doctor|dentist|nurse|waiter|waitress|driver|host|guide|teacher|trainer|coach|reception(?:ist)?|landlord|hotel|garage)",
  not: "(?:(?:is|was|are|were|do|does|did|has|have|had|will|would|could|can|should)(?:n't| not)|won't|can't|cannot|never)",
};

/**
 * Reads a cue into a regular expression. A cue is written as people say it, with four signs:
 * `(a|b)` is one of several, `word*` takes any ending, ` ... ` stands for up to four words of the same clause, and
 * `{days}` for a word class. What else a regular expression knows may be used as well.
 */
export function cuePattern(cues: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w'-])(?:${cues.map(expand).join("|")})(?![\\w'])`, "gi");
}

function expand(cue: string): string {
  return cue
    .replaceAll(/(?<=[\p{L})])\*/gu, "[\\w'-]*")
    .replaceAll(" ... ", "(?: [\\w'%-]+){0,4} ")
    .replaceAll(/ \.\.\.$/g, "(?: [\\w'%-]+){0,4}")
    .replaceAll(/\((?!\?)/g, "(?:")
    .replaceAll(/\{([a-z]+)\}/g, (braces, name: string) => slots[name] ?? braces);
}
