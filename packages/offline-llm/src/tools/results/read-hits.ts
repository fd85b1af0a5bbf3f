import { isRecord } from "../../is-record.ts";
import { parseJson } from "../conversation/read-calls.ts";

/** One entry of a list that a tool returned: its fields by name. */
export type Hit = Record<string, unknown>;

const numberedLine = /^\s*(?:[-*•]\s*)?(?:[[(#]|[A-Za-z]+\s+#?)?(\d{1,9})(?:[\])}.:]+|\s+[-–—])\s*(\S.*)$/;
const pathLine = /^\s*(?:[-*•]\s*)?(\S*[./]\S+|\S+)\s*$/;

/** The entries that a result lists, best first as the tool listed them; none when it is a text or one thing. */
export function readHits(result: string): Hit[] {
  const json = parseJson(result);
  return json === undefined ? readLines(result) : (findList(json) ?? []);
}

/** The first list of objects or names, at the top or in a field. */
function findList(value: unknown): Hit[] | undefined {
  if (Array.isArray(value)) {
    if (value.every(isRecord)) return value;
    const isNames = value.every((item) => typeof item === "string" || typeof item === "number");
    return isNames ? value.map((item) => ({ value: item })) : undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const field of Object.values(value)) {
    if (!Array.isArray(field) && !isRecord(field)) continue;
    const found = Array.isArray(field) && !field.some(isRecord) ? undefined : findList(field);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "3. A roof with buckets" or "[3] A roof"; or one path or name on every line. */
function readLines(text: string): Hit[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const numbered = lines.map((line) => numberedLine.exec(line));
  if (numbered.filter((found) => found !== null).length * 2 > lines.length) {
    return numbered.flatMap((found) => (found === null ? [] : [{ number: Number(found[1]), title: found[2] ?? "" }]));
  }
  const paths = lines.map((line) => pathLine.exec(line)?.[1]);
  const arePaths = lines.length > 0 && paths.every((path) => path !== undefined) && /[./]\w|\n/.test(text.trim());
  return arePaths ? paths.map((path) => ({ path, name: path })) : [];
}
