import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { createHttpCommand } from "./http-command.ts";
import { PROTOCOLS } from "./protocols.ts";
import { nameTool } from "./testing/name-tool.ts";
import { MAIN, startRawServer } from "./testing/start-raw-server.ts";

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(here(path), "utf8");
const readme = read("README.md");
const pages = ["README.md", ...readdirSync(here("deploy")).map((name) => `deploy/${name}`)];
const { options } = createHttpCommand();

describe("the page about tools", () => {
  it("shows one that works", async () => {
    const { value } = await sampleWith([" Harwell\n"])(nameTool, { text: "A tug." });
    expect(value).toEqual({ name: "Harwell" });
  });
});

describe("the pages about HTTP", () => {
  it.each(pages)("%s names no option and no variable that there is not", (page) => {
    const flags = options.map(({ long }) => long);
    const named = [...read(page).matchAll(/(?<!inspector .*)main\.[tj]s[^\n]*/g)].flatMap(([line]) =>
      line.match(/--[a-z-]+/g),
    );
    expect(flags).toEqual(expect.arrayContaining(named.filter((flag) => flag !== undefined && flag !== null)));
    const variables = new Set(`${read("src/settings.ts")}${read("src/http-command.ts")}`.match(/KIT_[A-Z_]+/g));
    expect((read(page).match(/KIT_[A-Z_]+/g) ?? []).filter((name) => !variables.has(name))).toEqual([]);
  });

  it.runIf(process.platform !== "win32" && "2026-07-28" in PROTOCOLS)(
    "show commands that work",
    { timeout: 60_000 },
    async () => {
      const server = startRawServer({ main: MAIN, args: ["--http", "--port", "0"] });
      const [, url = ""] = await server.said(/Listening on (http:\S+)/);
      const [commands = ""] = /curl [^`]*/.exec(readme) ?? [];
      const shown = commands.replaceAll("http://127.0.0.1:3000", url.replace("/mcp", ""));
      const { stdout } = await promisify(execFile)("bash", ["-ec", shown]);
      expect(stdout).toContain('{"status":"ok"}');
      expect(stdout).toContain('"tools":[');
      expect(await server.stop()).toBe(0);
    },
  );
});
