import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScreen } from "@kit/terminal";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { confirmFolder, loadPolicy, POLICY_FILE } from "./load-policy.ts";
import { createPolicy } from "./policy.ts";
import { allowAlways } from "./policy-file.ts";

const state = mkdtempSync(join(tmpdir(), "kit-state-"));
vi.stubEnv("XDG_STATE_HOME", state);
afterAll(() => rmSync(state, { recursive: true }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kit-policy-"));
  path = join(folder, POLICY_FILE);
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => readFileSync(path, "utf8");
const decide = (server: string, tool: string) =>
  createPolicy(loadPolicy(undefined, folder)).decide({ server, tools: [tool] });

describe("allowAlways", () => {
  it("makes the file, with its schema, and lets that tool of that server through, no other", async () => {
    await allowAlways(path, "kit", "summarize");
    expect(JSON.parse(read())).toEqual({
      $schema: expect.stringMatching(/sampling\.policy\.schema\.json$/),
      servers: { kit: { tools: { summarize: { mode: "auto" } } } },
    });
    expect(decide("kit", "summarize")).toMatchObject({
      mode: "auto",
      because: { mode: "servers.kit.tools.summarize.mode" },
    });
    expect([decide("kit", "translate").mode, decide("other", "summarize").mode]).toEqual(["ask", "ask"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([POLICY_FILE]);
  });

  it("vouches for nothing that somebody else has put into the file since the user confirmed it", async () => {
    await allowAlways(path, "kit", "summarize");
    const confirm = () =>
      confirmFolder({ servers: "", config: "" }, folder, new AbortController().signal, createScreen(process.stderr));
    expect(await confirm()).toEqual({ policy: read() });
    writeFileSync(path, '{ "defaults": { "mode": "auto" } }');
    await allowAlways(path, "kit", "translate");
    await expect(confirm()).rejects.toMatchObject({ code: "untrusted_file" });
  });

  it("writes through no file that lies in wait beside the policy, and leaves none behind", async () => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "mine", { mode: 0o600 });
    symlinkSync(victim, `${path}.tmp`);
    await allowAlways(path, "kit", "summarize");
    expect(readFileSync(victim, "utf8")).toBe("mine");
    expect(decide("kit", "summarize").mode).toBe("auto");
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([POLICY_FILE, `${POLICY_FILE}.tmp`, "victim"].sort());
  });

  it("keeps the rest of the file: comments, order, indentation, ends of lines, and permissions", async () => {
    const before = [
      "// Mine.",
      "{",
      '\t"servers": {',
      '\t\t"kit": { /* the kit */ "mode": "ask", "tools": {',
      '\t\t\t"summarize": { "maxTokens": 5 }, // short',
      "\t\t} },",
      "\t},",
      "}",
      "",
    ].join("\r\n");
    writeFileSync(path, before);
    chmodSync(path, 0o640);
    await allowAlways(path, "kit", "summarize");
    expect(read()).toBe(
      before.replace('{ "maxTokens": 5 }', '{\r\n\t\t\t\t"maxTokens": 5,\r\n\t\t\t\t"mode": "auto"\r\n\t\t\t}'),
    );
    expect(read()).not.toMatch(/[^\r]\n/);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    await allowAlways(path, "new one", "a.b");
    expect(decide("new one", "a.b").because.mode).toBe('servers["new one"].tools["a.b"].mode');
    expect(read()).toContain("// short");
  });

  it("changes what was said of the tool before, and writes through a link", async () => {
    const target = join(folder, "target.json");
    writeFileSync(target, '{ "servers": { "kit": { "tools": { "x": { "mode": "deny" } } } } }');
    symlinkSync(target, path);
    await allowAlways(path, "kit", "x");
    expect(readFileSync(target, "utf8")).toBe('{ "servers": { "kit": { "tools": { "x": { "mode": "auto" } } } } }');
  });

  it.each([
    ["kit", "*"],
    ["*", "summarize"],
    ["kit", ""],
    ["kit", "__proto__"],
  ])("refuses server %j with tool %j, which would allow more than that tool", async (server, tool) => {
    await expect(allowAlways(path, server, tool)).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/invalid_/) }),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves a broken file alone, and says what is wrong with it", async () => {
    writeFileSync(path, '{ "servers": ');
    await expect(allowAlways(path, "kit", "x")).rejects.toThrow(expect.objectContaining({ code: "invalid_policy" }));
    expect([read(), readdirSync(folder)]).toEqual(['{ "servers": ', [POLICY_FILE]]);
    writeFileSync(path, '{\n  "servers": {},\n  "defaults": { "mode": "aks" }\n}');
    await expect(allowAlways(path, "kit", "x")).rejects.toThrow(":3:25: defaults.mode");
  });

  it("says so when the file cannot be written", async () => {
    const nowhere = join(folder, "no-such-folder", POLICY_FILE);
    await expect(allowAlways(nowhere, "kit", "x")).rejects.toThrow(
      expect.objectContaining({ code: "file_unwritable" }),
    );
  });

  it("writes through no link that lies in wait for its lock, and says so", async () => {
    const victim = join(folder, "victim");
    const elsewhere = join(folder, "elsewhere");
    vi.stubEnv("XDG_STATE_HOME", elsewhere);
    mkdirSync(join(elsewhere, "mcp-sampling-kit"), { recursive: true });
    symlinkSync(victim, join(elsewhere, "mcp-sampling-kit", "policy.lock"));
    const refused = expect.objectContaining({ code: "file_unwritable", message: expect.stringContaining("ELOOP") });
    await expect(allowAlways(path, "kit", "x")).rejects.toThrow(refused);
    expect(existsSync(victim)).toBe(false);
    vi.stubEnv("XDG_STATE_HOME", state);
  });

  it.skipIf(process.platform !== "linux")("ends where no folder for its lock can be made", () => {
    const script = `
      import { allowAlways } from ${JSON.stringify(new URL("./policy-file.ts", import.meta.url).href)};
      await allowAlways(${JSON.stringify(path)}, "kit", "x").catch(({ code }) => console.log(code));`;
    const env = { ...process.env, XDG_STATE_HOME: "/proc/no-such" };
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
    expect(child.stdout).toBe("file_unwritable\n");
  });

  it("loses nothing when several processes do it at once, nor when one is killed on the way", {
    timeout: 60_000,
  }, async () => {
    const start = (name: string, count: number) => {
      const script = `
        import { allowAlways } from ${JSON.stringify(new URL("./policy-file.ts", import.meta.url).href)};
        for (let index = 0; index < ${count}; index += 1) await allowAlways(${JSON.stringify(path)}, "${name}", "tool" + index);`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      return { child, done: new Promise((resolve) => child.once("close", resolve)) };
    };
    const victim = start("victim", 100_000);
    const writers = ["a", "b"].map((name) => start(name, 20));
    await Promise.race(writers.map(({ done }) => done));
    victim.child.kill("SIGKILL");
    expect(await Promise.all(writers.map(({ done }) => done))).toEqual([0, 0]);
    await victim.done;
    const { servers = {} } = loadPolicy(undefined, folder).policy;
    const counts = ["a", "b"].map((name) => Object.keys(servers[name]?.tools ?? {}).length);
    expect(counts).toEqual([20, 20]);
    await allowAlways(path, "after", "x");
    expect(decide("after", "x").mode).toBe("auto");
  });
});
