import { readFileSync } from "node:fs";

/** A text from `summarize/fixtures`. */
export function readFixture(name: string): string {
  return readFileSync(new URL(`../summarize/fixtures/${name}`, import.meta.url), "utf8");
}
