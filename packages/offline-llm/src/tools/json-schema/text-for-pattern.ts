const classes: Readonly<Record<string, string>> = { d: "0", w: "a", s: " ", D: "a", W: "-", S: "a", n: "\n", t: "\t" };

/** A pattern that asks for more of a sign is not worth writing out. */
const mostRepeats = 10_000;

/** Writes the shortest text that a regular expression of the common kind matches; the caller checks it. */
export function textForPattern(source: string): string {
  let at = 0;
  const text = readAlternatives();
  return text;

  function readAlternatives(): string {
    const first = readSequence();
    while (source[at] === "|") {
      at++;
      readSequence();
    }
    return first;
  }

  function readSequence(): string {
    let written = "";
    while (at < source.length && source[at] !== "|" && source[at] !== ")") {
      const atom = readAtom();
      written += atom.repeat(readLeastCount());
    }
    return written;
  }

  function readAtom(): string {
    const sign = source[at++] ?? "";
    if (sign === "(") return readGroup();
    if (sign === "[") return readClass();
    if (sign === "^" || sign === "$") return "";
    if (sign === ".") return "a";
    if (sign !== "\\") return sign;
    const escaped = source[at++] ?? "";
    if (escaped === "b" || escaped === "B") return "";
    if (escaped === "p" && source[at] === "{") {
      const name = /^\{([^}]*)\}/.exec(source.slice(at));
      at += name?.[0].length ?? 0;
      return /^N/.test(name?.[1] ?? "") ? "0" : /^Lu/.test(name?.[1] ?? "") ? "A" : "a";
    }
    return classes[escaped] ?? escaped;
  }

  function readGroup(): string {
    const looks = /^\?(?:[=!]|<[=!])/.test(source.slice(at));
    at += /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(source.slice(at))?.[0].length ?? 0;
    const inner = readAlternatives();
    at++;
    return looks ? "" : inner;
  }

  function readClass(): string {
    const start = at;
    const isNegated = source[at] === "^";
    if (isNegated) at++;
    const first = source[at] === "\\" ? readAtom() : (source[at++] ?? "");
    while (at < source.length && source[at] !== "]") at += source[at] === "\\" ? 2 : 1;
    at++;
    if (!isNegated) return first;
    const refused = new RegExp(source.slice(start - 1, at));
    return ["a", "0", "-", " ", "A"].find((sign) => refused.test(sign)) ?? "~";
  }

  function readLeastCount(): number {
    const count = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(source.slice(at));
    if (count === null) return 1;
    at += count[0].length;
    if (count[1] !== undefined) return Math.min(Number(count[1]), mostRepeats);
    return count[0].startsWith("+") ? 1 : 0;
  }
}
