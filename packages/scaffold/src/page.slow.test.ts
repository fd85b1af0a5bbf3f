import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { KIT_ROOT } from "./kit.ts";

// What README.md says, step by step, as a newcomer types it into a fresh clone.

const LIMIT_MS = 900_000;
const folder = mkdtempSync(join(tmpdir(), "kit-page-"));
const clone = join(folder, "kit");
const app = (path: string) => join(clone, "apps/my-server", path);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { HOME = "", PATH = "", npm_config_cache: cache = join(HOME, ".npm"), ...others } = process.env;
const own = Object.entries(others).filter(
  ([name]) => !/^(npm_|pnpm_|INIT_CWD|NODE_OPTIONS|VITEST|KIT_|CI$|.*_KEY)/i.test(name),
);
/** Another user, with nothing but `pnpm` as the front README defines it. What the registry sent is not fetched again. */
const env = {
  ...Object.fromEntries(own),
  ...{ HOME: join(folder, "home"), npm_config_cache: cache, npm_config_userconfig: join(HOME, ".npmrc") },
  ...{ PATH: [join(folder, "bin"), PATH].join(delimiter), NO_COLOR: "1" },
};

async function run(script: string, cwd = clone, more: Record<string, string> = {}) {
  const options = { cwd, env: { ...env, ...more }, maxBuffer: 2 ** 26 };
  const started = promisify(execFile)("bash", ["--norc", "-euo", "pipefail", "-c", script], options);
  started.child.stdin?.end();
  const { stdout, stderr } = await started.catch((error: { stdout: string; stderr: string; message: string }) => {
    throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout + stderr;
}

const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
/** The commands under each heading of the page, in its order. */
const STEPS = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.split("\n")[0] ?? "", /^```sh\n([\s\S]*?)^```/m.exec(part)?.[1] ?? ""]),
);
const step = (heading: string, more?: Record<string, string>) => run(STEPS.get(heading) ?? "", clone, more);

/** A provider that answers every question with the same words. */
async function startProvider(content: string) {
  const asked: { model: string; key: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const { model } = (await json(request)) as { model: string };
    asked.push({ model, key: request.headers.authorization });
    const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 1, model, choices }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { asked, env: { CUSTOM_BASE_URL: `http://127.0.0.1:${port}/v1`, CUSTOM_API_KEY: "sk-own" } };
}

beforeAll(async () => {
  for (const name of ["home", "bin"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "bin/pnpm"), '#!/bin/sh\nexec npx -y pnpm@12.21.0 "$@"\n');
  chmodSync(join(folder, "bin/pnpm"), 0o755);
  await run(`git clone --quiet ${KIT_ROOT} kit`, folder);
});

describe("the page", { timeout: LIMIT_MS }, () => {
  it("has these steps", () => {
    expect([...STEPS.keys()]).toEqual([
      ...["Copy", "Rename", "Replace a tool", "Point at a provider", "Connect a host", "Publish"],
    ]);
  });

  it("copies the server, and shows it", async () => {
    expect(await step("Copy")).toMatch(/its checks pass[\s\S]*The server my-server/);
    expect(await run("git status --short")).toBe(" M pnpm-lock.yaml\n?? apps/my-server/\n");
  });

  it("renames it", async () => {
    expect(await step("Rename")).toContain("my-server: speaks 2026-07-28, calls itself my-server");
    const info = readFileSync(app("src/server-info.ts"), "utf8");
    writeFileSync(app("src/server-info.ts"), info.replace("My server", "Dates").replace("Summarizes,", "Finds dates,"));
  });

  it("replaces a tool: the new one is called, and what was shipped can go", async () => {
    expect(await step("Replace a tool")).toMatch(/Its test passes[\s\S]*^sentence +We met on 3 May/m);
    const typed =
      'import { extractDates, type ToolInput } from "@kit/protocol";\n\nexport const input: ToolInput<typeof extractDates> = { text: extractDates.name };\n';
    writeFileSync(join(clone, "apps/client/src/typed.ts"), typed);
    await run("pnpm --dir apps/client typecheck; rm apps/client/src/typed.ts");

    for (const tool of ["summarize", "classify", "translate", "answer"]) {
      for (const name of [`${tool}.ts`, `${tool}.test.ts`]) rmSync(app(`src/tools/${name}`));
      const list = readFileSync(app("src/tools/all-tools.ts"), "utf8");
      const others = list.replace(new RegExp(`^.*"./${tool}.ts";\n`, "m"), "").replace(`${tool}Tool, `, "");
      writeFileSync(app("src/tools/all-tools.ts"), others);
    }
    expect(await run("pnpm client tools")).toMatch(
      /my-server: .*\n\n {2}my-server\/extract_dates\n(?![\s\S]*my-server\/)/,
    );
    await run("pnpm --dir apps/my-server typecheck && pnpm --dir apps/my-server test && pnpm lint");
    await run("pnpm --dir apps/lab test src/structure.test.ts src/docs");
  });

  it("points at a provider", async () => {
    const provider = await startProvider("3 May.");
    expect(await step("Point at a provider", provider.env)).toMatch(/^sentence +3 May\.$/m);
    expect(provider.asked).toEqual([{ model: "NAME", key: "Bearer sk-own" }]);
  });

  it("connects a host", async () => {
    expect(await step("Connect a host")).toContain('"name": "extract_dates"');
  });

  it("publishes what its user made", async () => {
    expect(await step("Publish")).toMatch(/[1-9]\d* lines of source[\s\S]*\+ @my-name\/my-server@/);
    const project = join(folder, "my-server");
    expect(readFileSync(join(project, "src/server-info.ts"), "utf8")).toContain('title: "Dates"');
    const call = `--cli node ${project}/dist/main.js --method tools/list`;
    expect(await run(`npx -y @modelcontextprotocol/inspector ${call}`)).toContain('"name": "extract_dates"');
  });

  it("is rid of the server by what it says", async () => {
    const [, remove = "", install = ""] = /To be rid of it: `([^`]+)`, then `([^`]+)`/.exec(page) ?? [];
    await run(`${remove}; ${install}; git checkout --quiet packages && git clean --quiet -fd packages`);
    expect(await run("git status --short")).toBe("");
  });
});

describe("a new client", { timeout: LIMIT_MS }, () => {
  it.each([
    ["both", ["2025-11-25", "2026-07-28"]],
    ["2026-07-28", ["2026-07-28"]],
  ])("made with %s calls the kit's server on %j", async (protocol, revisions) => {
    const said = await run(`pnpm new client client-${protocol} --protocol ${protocol}`);
    const [, command = ""] = /^Run it: +(.*)$/m.exec(said) ?? [];
    for (const revision of revisions) {
      const flags = `--document "The harbour is quiet." --yes --protocol ${revision}`;
      expect(await run(command.replace(" tools ", ` call summarize ${flags} `))).toMatch(/^summary +The harbour/m);
    }
  });

  it("leaves nothing when it is interrupted", async () => {
    const started = execFile("node_modules/.bin/tsx", ["packages/scaffold/src/main.ts", "new", "client", "my-client"], {
      cwd: clone,
      env,
    });
    let told = "";
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on("data", (chunk) => {
        told += chunk;
        // Its files are there, and are checked.
        if (told.includes("$ tsc")) started.kill("SIGINT");
      });
    }
    expect(await new Promise((resolve) => started.once("close", resolve))).toBe(130);
    expect(told).toContain("Interrupted: the kit is as it was.");
    expect(readdirSync(join(clone, "apps"))).not.toContain("my-client");
    expect(await run("git diff")).not.toContain("my-client");
  });
});
