import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KIT_ROOT, readKit } from "./kit.ts";
import { makeProject, partsOf } from "./project.ts";
import { writeProject } from "./write-project.ts";

// Projects as their users have them: installed from the registry, in a folder that knows nothing of the kit.

const LIMIT_MS = 900_000;
const PNPM = ["npx", "-y", "pnpm@12.21.0"];
const folder = mkdtempSync(join(tmpdir(), "kit-projects-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { HOME = "", npm_config_cache: cache = join(HOME, ".npm"), ...others } = process.env;
const own = Object.entries(others).filter(([name]) => !/^(npm_|pnpm_|INIT_CWD|NODE_OPTIONS|VITEST)/i.test(name));
/** Another user, who has none of the kit's settings. What the registry sent once is not fetched again. */
const env = {
  ...Object.fromEntries(own),
  ...{ HOME: join(folder, "home"), npm_config_cache: cache, npm_config_userconfig: join(HOME, ".npmrc") },
  ...{ NO_COLOR: "1", KIT_MODEL: "offline/kit-offline-1" },
};

async function run(cwd: string, ...[command = "", ...args]: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 2 ** 26 }).catch(
    (error: { stdout: string; stderr: string; message: string }) => {
      throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
    },
  );
  return stdout;
}

const PROJECTS = [
  { name: "server-2025", app: "server", speaks: ["2025-11-25"], parts: [], tool: ["npm"] },
  { name: "server-2026", app: "server", speaks: ["2026-07-28"], parts: ["http"], tool: PNPM },
  {
    name: "server-both",
    app: "server",
    speaks: ["2025-11-25", "2026-07-28"],
    parts: ["http", "direct", "tools"],
    tool: ["npm"],
  },
  {
    name: "client-both",
    app: "client",
    speaks: ["2025-11-25", "2026-07-28"],
    parts: ["chat", "ledger", "policy", "models", "doctor", "offline"],
    tool: ["npm"],
  },
];

beforeAll(() => {
  mkdirSync(env.HOME);
  const kit = readKit();
  for (const { name, app, speaks, parts } of PROJECTS) {
    const has = partsOf(kit, app);
    const all = [...Object.keys(has.parts), ...has.revisions];
    const without = all.filter((part) => ![...parts, ...speaks].includes(part));
    writeProject(join(folder, name), makeProject(kit, { app, name, without, commit: "c0ffee" }).files);
  }
});

describe("an ejected project", { timeout: LIMIT_MS }, () => {
  it.each(PROJECTS)("$name installs, and passes its own checks: with $tool", async ({ name, tool }) => {
    const project = join(folder, name);
    await run(project, ...tool, "install");
    for (const script of ["typecheck", "test", "build"]) await run(project, ...tool, "run", script);
  });

  const servers = PROJECTS.filter(({ app }) => app === "server");
  const pairs = servers.flatMap(({ name, speaks }) => speaks.map((revision) => [name, revision] as const));

  it.each(pairs)("%s answers an ejected client on %s, from the sources and built", async (name, revision) => {
    const client = join(folder, "client-both");
    for (const main of ["src/main.ts", "dist/main.js"]) {
      const servers = { mine: { command: process.execPath, args: [join(folder, name, main)] } };
      writeFileSync(join(client, "mcp.json"), JSON.stringify({ mcpServers: servers }));
      const call = [
        "call",
        "summarize",
        "--document",
        "The harbour is quiet.",
        "--protocol",
        revision,
        "--yes",
        "--servers",
        "mcp.json",
      ];
      expect(await run(client, process.execPath, main, ...call)).toMatch(/^summary +The harbour/m);
    }
  });

  // The Inspector speaks 2025-11-25.
  const inspected = servers.filter(({ speaks }) => speaks.includes("2025-11-25"));
  it.each(inspected)("$name answers the MCP Inspector", async ({ name }) => {
    const inspector = ["npx", "-y", "@modelcontextprotocol/inspector", "--cli"];
    const listed = await run(
      folder,
      ...inspector,
      process.execPath,
      join(folder, name, "dist/main.js"),
      "--method",
      "tools/list",
    );
    expect(JSON.parse(listed)).toMatchObject({
      tools: expect.arrayContaining([expect.objectContaining({ name: "summarize" })]),
    });
  });
});

describe("a clone of the kit", { timeout: LIMIT_MS }, () => {
  const clone = join(folder, "kit");
  const pnpm = (...args: string[]) => run(clone, ...PNPM, ...args);

  it("gets a server of one's own with a tool of one's own, which the client lists, and which can leave", async () => {
    await run(folder, "git", "clone", "--quiet", KIT_ROOT, clone);
    expect(await pnpm("new", "server", "my-server")).toContain("its checks pass");
    expect(await pnpm("new", "tool", "extract-dates", "--in", "my-server")).toContain("Its test passes");
    const server = { command: process.execPath, args: ["apps/my-server/src/main.ts"] };
    writeFileSync(join(clone, "mcp.json"), JSON.stringify({ mcpServers: { "my-server": server } }));
    expect(await pnpm("client", "tools", "--servers", "mcp.json")).toContain("my-server/extract_dates");
    const typed =
      'import { extractDates, type ToolInput } from "@kit/protocol";\nexport const input: ToolInput<typeof extractDates> = { text: extractDates.name };\n';
    writeFileSync(join(clone, "apps/client/src/typed.ts"), typed);
    await pnpm("--dir", "apps/client", "typecheck");
    rmSync(join(clone, "apps/client/src/typed.ts"));
    expect(await pnpm("new", "client", "my-client")).toContain("its checks pass");
    await pnpm("lint");

    expect(await pnpm("eject", "my-server", "../mine", "--with", "tools")).toContain("Wrote");
    const mine = join(folder, "mine");
    await run(mine, "npm", "install");
    for (const script of ["typecheck", "test", "build"]) await run(mine, "npm", "run", script);
  });
});
