import type { Piece } from "./piece.ts";

/**
 * German word order, clause by clause: the finite verb second in a main clause, last after a conjunction;
 * participles, infinitives and separated prefixes at the end; a bare adverb before an object with "ein".
 */
export function orderGerman(pieces: readonly Piece[]): Piece[] {
  const ordered: Piece[] = [];
  let followsSubordinate = false;
  for (const clause of splitClauses(pieces)) {
    const isSubordinate = clause.some(({ role }) => role === "conjunction" || role === "relative");
    ordered.push(...orderClause(clause, isSubordinate, followsSubordinate));
    if (clause.some(({ role }) => role === "finite")) followsSubordinate = isSubordinate;
  }
  return isQuestion(ordered) ? verbFirst(ordered) : ordered;
}

/** "Ich kann …?" → "Kann ich …?"; a question that begins with a word like "wo" has its order already. */
function isQuestion(pieces: readonly Piece[]): boolean {
  const last = pieces.findLast(({ role }) => role === "mark");
  // "Wie viele Gäste kommen?" has it too.
  if (/^wie viel/i.test(pieces[0]?.text ?? "")) return false;
  return last?.text === "?" && pieces[0]?.role === "subject" && pieces[1]?.role === "finite";
}

function verbFirst([subject, finite, ...rest]: readonly Piece[]): Piece[] {
  return subject === undefined || finite === undefined ? [] : [finite, subject, ...rest];
}

const comma = (): Piece => ({ text: ",", role: "mark", isGlued: true, isSource: true });

/** A clause ends before a mark, or before "and" when a verb comes before the next end. */
function splitClauses(pieces: readonly Piece[]): Piece[][] {
  const clauses: Piece[][] = [[]];
  let relativeVerbs = -1;
  pieces.forEach((current, at) => {
    const opens = current.role === "conjunction" || current.role === "relative";
    if (opens) relativeVerbs = current.role === "relative" ? 0 : -1;
    // The second verb after "who" belongs to the main clause again.
    const endsRelative = relativeVerbs === 1 && current.role === "finite";
    if (current.role === "mark" || endsRelative) relativeVerbs = -1;
    if (current.role === "finite" && relativeVerbs >= 0) relativeVerbs++;
    const previous = pieces[at - 1];
    if (
      (opens && previous !== undefined && previous.role !== "mark" && previous.role !== "coordinator") ||
      endsRelative
    ) {
      clauses.push([comma(), current]);
      return;
    }
    const isBorder =
      (current.role === "mark" && /[,.;:!?()–—]/.test(current.text)) ||
      (current.role === "coordinator" && verbFollows(pieces, at + 1)) ||
      (opens && previous?.role === "coordinator" && (clauses.at(-1)?.length ?? 0) > 1);
    if (isBorder) clauses.push([]);
    clauses.at(-1)?.push(current);
  });
  return clauses;
}

function verbFollows(pieces: readonly Piece[], start: number): boolean {
  for (let at = start; at < pieces.length; at++) {
    const role = pieces[at]?.role;
    if (role === "finite" || role === "tail" || role === "prefix") return true;
    if (role === "mark" || role === "conjunction" || role === "coordinator") return false;
  }
  return false;
}

function orderClause(clause: readonly Piece[], isSubordinate: boolean, followsSubordinate: boolean): Piece[] {
  const opening = clause.filter(({ role }, at) => at === 0 && (role === "mark" || role === "coordinator"));
  const tails = clause.filter(({ role }) => role === "tail" || role === "prefix");
  const finite = clause.find(({ role }) => role === "finite");
  let middle = clause.slice(opening.length).filter(({ role }) => role !== "tail" && role !== "prefix");
  middle = adverbsFirst(notLast(middle));
  const afterSubordinate = followsSubordinate && opening[0]?.text === ",";
  if (finite !== undefined && isSubordinate)
    middle = [...middle.filter((part) => part !== finite), ...verbLast(tails.splice(0), finite)];
  else if (finite !== undefined) middle = verbSecond(middle, finite, afterSubordinate);
  return [...opening, ...middle, ...tails];
}

/** At the end of a clause a separable prefix is one word with its verb: "ankommen". */
function verbLast(tails: readonly Piece[], finite: Piece): Piece[] {
  const prefix = tails.find(({ role }) => role === "prefix");
  if (prefix === undefined) return [...tails, finite];
  return [...tails.filter((part) => part !== prefix), { ...finite, text: `${prefix.text}${finite.text}` }];
}

function verbSecond(middle: Piece[], finite: Piece, afterSubordinate: boolean): Piece[] {
  const subjectAt = middle.findIndex(({ role }) => role === "subject");
  const finiteAt = middle.indexOf(finite);
  const hasFront =
    subjectAt > 0 && middle.slice(0, subjectAt).some(({ role }) => role === "prepositional" || role === "adverb");
  if (subjectAt < 0 || finiteAt < subjectAt || !(hasFront || afterSubordinate)) return middle;
  const rest = middle.filter((part) => part !== finite);
  return [...rest.slice(0, subjectAt), finite, ...rest.slice(subjectAt)];
}

/** "nicht" follows objects and stands before places, qualities and the tail. */
function notLast(middle: Piece[]): Piece[] {
  const not = middle.find(({ role }) => role === "not");
  if (not === undefined) return middle;
  const rest = middle.filter((part) => part !== not);
  const start = middle.indexOf(not);
  const stop = rest.findIndex(
    ({ role, text }, at) =>
      at >= start &&
      (role === "prepositional" ||
        role === "adverb" ||
        (role === "other" && /^\p{Ll}/u.test(text) && !/^(?:d(?:er|ie|as|en|em)|mein|sein|ihr|unser|dies)/.test(text))),
  );
  const at = stop < 0 ? rest.length : stop;
  return [...rest.slice(0, at), not, ...rest.slice(at)];
}

function adverbsFirst(middle: Piece[]): Piece[] {
  const result = [...middle];
  for (let at = 1; at < result.length; at++) {
    const [object, adverb] = [result[at - 1], result[at]];
    if ((object?.role === "indefinite object" || object?.role === "predicate") && adverb?.role === "adverb") {
      result[at - 1] = adverb;
      result[at] = object;
    }
  }
  return result;
}
