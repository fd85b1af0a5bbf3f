import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** What a program wrote about its end, reduced to what the learner can mend: the error, and their own line. */
export type Fault = { error: string; where?: string; line?: string };

const ERROR = /^(?:.*?: )?(\w*Error(?: \[\w+\])?: .*)$/m;
const PLACE = /\b((?:server|client)[\\/]src[\\/][^\s:'")]+\.ts)(?::(\d+))?/g;

/** Finds the error in what a program of the work area wrote to stderr. */
export function findFault(stderr: string, folder: string): Fault | undefined {
  const text = stripVTControlCharacters(stderr)
    .replaceAll(`${pathToFileURL(folder).href}/`, "")
    .replaceAll(folder + sep, "");
  const error = ERROR.exec(text)?.[1];
  if (error === undefined) return undefined;
  const places = [...text.matchAll(PLACE)];
  const [, file, line] = places.find(([, , number]) => number !== undefined) ?? places.at(-1) ?? [];
  if (file === undefined) return { error };
  const path = join(folder, file);
  const source = existsSync(path) ? readFileSync(path, "utf8").split("\n")[Number(line) - 1]?.trim() : undefined;
  return {
    error,
    where: line === undefined ? file : `${file}, line ${line}`,
    ...(source && { line: source }),
  };
}

/** A fault in the lines that a learner reads. */
export function describeFault({ error, where, line }: Fault): string {
  return [error, where && `in ${where}`, line && `  ${line}`].filter(Boolean).join("\n");
}
