import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createCommand } from "./create-command.ts";
import { startHttpServer } from "./testing/start-http-server.ts";

const here = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => readFileSync(here(path), "utf8");
const readme = read("README.md");
const pages = ["README.md", ...readdirSync(here("deploy")).map((name) => `deploy/${name}`)];
const { options } = createCommand();

describe("the pages about HTTP", () => {
  it("show every option with what it does and its default", () => {
    const rows = options.map(({ flags, description, defaultValue }) => {
      const isSaid = defaultValue !== undefined && defaultValue !== false && String(defaultValue) !== "";
      const sentence = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
      return `| \`${flags}\` | ${sentence} | ${isSaid ? `\`${defaultValue}\`` : "none"} |`;
    });
    expect(readme).toContain(`${rows.join("\n")}\n`);
  });

  it.each(pages)("%s names no option and no variable that there is not", (page) => {
    const flags = options.map(({ long }) => long);
    const named = [...read(page).matchAll(/(?<!inspector .*)main\.[tj]s[^\n]*/g)].flatMap(([line]) =>
      line.match(/--[a-z-]+/g),
    );
    expect(flags).toEqual(expect.arrayContaining(named.filter((flag) => flag !== undefined && flag !== null)));
    const source = execFileSync("git", ["grep", "-oh", "KIT_[A-Z_]*", "--", here("src")], { encoding: "utf8" });
    const variables = new Set(source.split("\n"));
    expect((read(page).match(/KIT_[A-Z_]+/g) ?? []).filter((name) => !variables.has(name))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("show commands that work", { timeout: 60_000 }, async () => {
    const { url, stop } = await startHttpServer();
    const [commands = ""] = /curl [^`]*/.exec(readme) ?? [];
    const shown = commands.replaceAll("http://127.0.0.1:3000", url.replace("/mcp", ""));
    const printed = execFileSync("bash", ["-ec", shown], { encoding: "utf8" });
    expect(printed).toContain('{"status":"ok"}');
    expect(printed).toContain('"name":"summarize"');
    expect(await stop()).toBe(0);
  });
});
