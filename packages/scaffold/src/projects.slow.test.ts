import { execFile, spawn } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKit } from "./kit.ts";
import { makeProject, partsOf } from "./project.ts";
import { goOutside, PNPM } from "./testing/outside.ts";
import { writeProject } from "./write-project.ts";

// Projects as their users have them: installed from the registry, in a folder that knows nothing of the kit.

const LIMIT_MS = 900_000;
const OLD_REVISION = "2025-11-25";
const NEW_REVISION = "2026-07-28";
const INSPECTOR = ["npx", "-y", "@modelcontextprotocol/inspector@2.12.0", "--cli"];

const outside = goOutside();
const { folder, run } = outside;
afterAll(outside.remove, LIMIT_MS);

const PROJECTS = [
  { name: "server-2025", app: "server", speaks: [OLD_REVISION], parts: [], tool: ["npm"], node: "22" },
  { name: "server-2026", app: "server", speaks: [NEW_REVISION], parts: ["http"], tool: PNPM, node: "24" },
  { name: "server-both", app: "server", speaks: [OLD_REVISION, NEW_REVISION], parts: "all", tool: ["npm"], node: "24" },
  { name: "client-2025", app: "client", speaks: [OLD_REVISION], parts: [], tool: ["npm"], node: "22" },
  { name: "client-2026", app: "client", speaks: [NEW_REVISION], parts: [], tool: PNPM, node: "24" },
  { name: "client-both", app: "client", speaks: [OLD_REVISION, NEW_REVISION], parts: "all", tool: ["npm"], node: "24" },
];

let nodes: Record<string, string>;
beforeAll(async () => {
  const [node22 = "", node20 = ""] = await outside.fetchNodes("22", "20");
  nodes = { 20: node20, 22: node22, 24: process.execPath };
  const kit = readKit();
  for (const { name, app, speaks, parts } of PROJECTS) {
    const has = partsOf(kit, app);
    const kept = [...(parts === "all" ? Object.keys(has.parts) : parts), ...speaks];
    const without = [...Object.keys(has.parts), ...has.revisions].filter((part) => !kept.includes(part));
    writeProject(join(folder, name), makeProject(kit, { app, name, without, commit: "c0ffee" }).files);
  }
}, LIMIT_MS);

describe("an ejected project", { timeout: LIMIT_MS }, () => {
  it.each(PROJECTS)("$name installs and passes its own checks: with $tool on Node $node", async (project) => {
    const [cwd, env] = [join(folder, project.name), outside.envOf(nodes[project.node])];
    await run(cwd, [...project.tool, "install"], env);
    for (const script of ["typecheck", "test", "build"]) await run(cwd, [...project.tool, "run", script], env);
  });

  it.each(["server-2025", "client-2025"])("%s says in one sentence that Node 20 is too old", async (name) => {
    const cwd = join(folder, name);
    const env = outside.envOf(nodes[20]);
    for (const [command = "", ...args] of [
      ["npm", "--silent", "start"],
      ["npm", "--silent", "test"],
      ["node", "dist/main.js"],
    ]) {
      const failed = await promisify(execFile)(command, args, { cwd, env }).catch((error) => error);
      expect(failed.stderr).toMatch(new RegExp(`^${name} needs Node 22.18 or newer, and this is 20[.\\d]+\\. .*\\n$`));
    }
  });

  const model = createServer((_request, response) => {
    const message = { role: "assistant", content: "All is quiet." };
    const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }], usage, model: "any" }));
  });
  beforeAll(() => new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve)));
  afterAll(() => void model.close());

  it.each([
    ["client-2025", "server-2025", OLD_REVISION],
    ["client-2026", "server-2026", NEW_REVISION],
    ["client-both", "server-both", OLD_REVISION],
    ["client-both", "server-both", NEW_REVISION],
  ])("%s calls %s on %s, from the sources and built", async (client, server, revision) => {
    const cwd = join(folder, client);
    const { port } = model.address() as AddressInfo;
    const asked = { KIT_MODEL: "custom/any", CUSTOM_BASE_URL: `http://127.0.0.1:${port}/v1` };
    for (const main of ["src/main.ts", "dist/main.js"]) {
      const servers = { mine: { command: process.execPath, args: [join(folder, server, main)] } };
      writeFileSync(join(cwd, "mcp.json"), JSON.stringify({ mcpServers: servers }));
      const call = ["call", "summarize", "--document", "The harbour is quiet.", "--protocol", revision];
      const said = await run(
        cwd,
        [process.execPath, main, ...call, "--yes", "--servers", "mcp.json"],
        outside.envOf(process.execPath, asked),
      );
      expect(said).toMatch(/^summary +All is quiet\./m);
    }
  });
});

describe("an ejected server", { timeout: LIMIT_MS }, () => {
  it("is a program once it is packed and installed, which the MCP Inspector can use", async () => {
    const [server, prefix] = [join(folder, "server-both"), join(folder, "installed")];
    await run(server, ["npm", "pack"]);
    await run(folder, ["npm", "install", "--global", "--prefix", prefix, join(server, "server-both-0.1.0.tgz")]);
    const listed = await run(folder, [...INSPECTOR, join(prefix, "bin/server-both"), "--method", "tools/list"]);
    expect(JSON.parse(listed)).toMatchObject({
      tools: expect.arrayContaining([expect.objectContaining({ name: "summarize" })]),
    });
  });

  it("is built and served by the steps of its Dockerfile, here with a folder for each image", async () => {
    const [server, built, served] = ["server-both", "built", "served"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const dockerfile = readFileSync(join(server, "Dockerfile"), "utf8");
    const [build = "", serve = ""] = dockerfile.split(/^FROM .*$/m).slice(1);
    const ignored = readFileSync(join(server, ".dockerignore"), "utf8").split("\n");
    mkdirSync(built);
    for (const [, verb, what = ""] of build.matchAll(/^(COPY|RUN) (.*)$/gm)) {
      if (verb === "RUN") await run(built, ["sh", "-c", what]);
      else {
        const [from = ""] = what.split(" ");
        for (const path of globSync(from === "." ? "*" : from, { cwd: server }).filter(
          (one) => !ignored.includes(one),
        )) {
          cpSync(join(server, path), join(built, path), { recursive: true });
        }
      }
    }
    expect(serve).toContain("COPY --from=build /app/dist /app\n");
    cpSync(join(built, "dist"), served, { recursive: true });

    const [, ...args] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(serve)?.[1] ?? "") as string[];
    const env = outside.envOf(process.execPath, { KIT_SERVER_TOKEN: "0123456789abcdef" });
    const own = args.map((arg) => arg.replace(/^\/app/, served));
    const child = spawn(process.execPath, [...own, "--port", "0"], { env, stdio: ["ignore", "ignore", "pipe"] });
    try {
      for await (const line of createInterface(child.stderr)) {
        const [, port] = /Listening on http:\/\/0\.0\.0\.0:(\d+)\/mcp/.exec(line) ?? [];
        if (port === undefined) continue;
        const answered = await fetch(`http://127.0.0.1:${port}/mcp`, { method: "POST", body: "{}" });
        expect(answered.status).toBe(401);
        return;
      }
      expect.unreachable("It ended before it listened.");
    } finally {
      child.kill();
    }
  });
});
