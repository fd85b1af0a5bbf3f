import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** What was written by hand for one text that ships with the kit. */
export type Script = {
  /** The first 16 hex digits of the SHA-256 of the text, its white space made one space. */
  digest: string;
  /** From the longest to the shortest. */
  summaries: { form: "paragraph" | "bullets" | "headline"; text: string }[];
};

let scripts: ReadonlyMap<string, Script> | undefined;

/** Finds the answers that were written by hand for this very text; undefined for any other. */
export function findScript(text: string): Script | undefined {
  if (scripts === undefined) {
    const rows: Script[] = JSON.parse(readFileSync(new URL("scripted.json", import.meta.url), "utf8"));
    scripts = new Map(rows.map((script) => [script.digest, script]));
  }
  const digest = createHash("sha256").update(text.replace(/\s+/g, " ").trim()).digest("hex").slice(0, 16);
  return scripts.get(digest);
}
