/**
 * Whether one of the patterns stands for a model: the whole name whatever the case, with `*` for any characters. A
 * pattern `one & other` stands for the models for which both do.
 *
 * @param patterns Absent: every model.
 */
export function allowsModel(patterns: readonly string[] | undefined, model: string): boolean {
  return patterns === undefined || patterns.some((pattern) => pattern.split(AND).every((part) => matches(part, model)));
}

const AND = " & ";

/** The patterns for the models that both lists allow. */
export function allowedByBoth(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  if (one === undefined) return other;
  if (other === undefined) return one;
  const both = new Set(one.flatMap((left) => other.flatMap((right) => narrower(left, right))));
  return isSame(both, one) ? one : isSame(both, other) ? other : [...both];
}

function narrower(left: string, right: string): string[] {
  if (covers(left, right)) return [right];
  if (covers(right, left)) return [left];
  return left.includes("*") && right.includes("*") ? [[left, right].join(AND)] : [];
}

/** A pattern matches the text of another one only if it stands for every model that the other stands for. */
function covers(wide: string, narrow: string): boolean {
  return wide.split(AND).every((part) => narrow.split(AND).some((own) => matches(part, own)));
}

function isSame(set: ReadonlySet<string>, list: readonly string[]): boolean {
  return set.size === new Set(list).size && list.every((pattern) => set.has(pattern));
}

/** Takes what stands between the stars from left to right, so that no text is looked at twice. */
function matches(pattern: string, model: string): boolean {
  const name = model.toLowerCase();
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
