import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createPolicy, loadPolicy, POLICY_FILE } from "@kit/consent";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../testing/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-policy-"));
const path = join(folder, POLICY_FILE);
const run = (...args: string[]) => runCli(["policy", ...args], { INIT_CWD: folder });
beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const params = {
  messages: [{ role: "user", content: { type: "text", text: "Mail ann@example.org, key password=hunter2." } }],
  maxTokens: 4000,
};
writeFileSync(join(folder, "params.json"), JSON.stringify(params));
writeFileSync(
  join(folder, "message.json"),
  JSON.stringify({ jsonrpc: "2.0", id: 1, method: "sampling/createMessage", params }),
);
writeFileSync(join(folder, "other.json"), '{ "method": "tools/call" }');
writeFileSync(join(folder, "broken.json"), '{\n  "messages": [,]\n}');
writeFileSync(join(folder, "wrong.json"), '{ "messages": [], "maxTokens": 1 }');
writeFileSync(join(folder, "bad.policy.json"), '{\n  "servers": {\n    "kit": {\n      "mode": "aks"\n    }\n  }\n}');

describe("pnpm client policy init", { timeout: 120_000 }, () => {
  it("writes a policy that holds, whose schema is where it says, and never over another one", async () => {
    expect(await run("init")).toMatchObject({ code: 0, stderr: "" });
    const { policy } = loadPolicy(undefined, folder);
    expect(createPolicy({ policy }).decide({ server: "kit", tools: ["classify"] })).toMatchObject({ mode: "auto" });
    expect(resolve(folder, policy.$schema ?? "")).toBe(
      fileURLToPath(new URL("../../../../packages/consent/sampling.policy.schema.json", import.meta.url)),
    );
    expect(readFileSync(path, "utf8")).toContain("// What servers may sample.");

    writeFileSync(path, "mine");
    const again = await run("init");
    expect(again).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/invalid_option.*there already/),
    });
    expect(readFileSync(path, "utf8")).toBe("mine");
  });

  it("writes it where the person says", async () => {
    expect((await run("init", "--policy", "own.json")).code).toBe(0);
    expect(readdirSync(folder)).toContain("own.json");
    expect(await run("init", "--policy", "no/such/folder.json")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("file_unwritable"),
    });
  });
});

describe("pnpm client policy explain", { timeout: 120_000 }, () => {
  it.each(["params.json", "message.json"])("says of %s what happens to it, and which rule decides", async (file) => {
    await run("init");
    const { code, stdout, stderr } = await run("explain", file, "--server", "kit", "--tool", "classify");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const line of [
      /^asked by +server kit, tool classify$/m,
      /^the request +let through without asking$/m,
      /^maxTokens +4000 asked for, 500 granted$/m,
      /^redacted +email-addresses × 1, passwords × 1$/m,
      /^model +offline\/\S+ may answer$/m,
      /^mode +auto +servers\.kit\.tools\.classify\.mode$/m,
      /^tokensPerDay +200000 +defaults\.tokensPerDay$/m,
      /^maxToolRounds +5 +default$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(stdout).not.toContain("hunter2");
  });

  it("names the models that may not answer, and all the tools that may have asked", async () => {
    await run("init");
    const args = ["--server", "kit", "--tool", "translate", "--tool", "classify", "--model", "openai/x", "--json"];
    const { stdout } = await run("explain", "params.json", ...args);
    expect(JSON.parse(stdout)).toMatchObject({
      policy: path,
      server: "kit",
      tools: ["translate", "classify"],
      outcome: { kind: "session" },
      models: [{ model: "openai/x", isAllowed: false }],
      decision: { review: true, because: { mode: "servers.kit.mode", review: "servers.kit.tools.translate.review" } },
    });
  });

  it("names the rule that refuses", async () => {
    writeFileSync(path, '{ "servers": { "*": { "mode": "deny" } } }');
    const { code, stdout } = await run("explain", "params.json");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^the request +refused\. .*\(servers\.\*\.mode\)\.$/m);
    expect(stdout).toMatch(/^redacted +nothing leaves$/m);
  });

  it.each([
    [["explain", "none.json"], "file_unreadable", "none.json"],
    [["explain", "other.json"], "invalid_request", "tools/call"],
    [["explain", "broken.json"], "invalid_request", "broken.json:2:16: "],
    [["explain", "wrong.json"], "invalid_request", "messages"],
    [["explain", "params.json", "--policy", "none.json"], "file_unreadable", "none.json"],
    [
      ["explain", "params.json", "--policy", "bad.policy.json"],
      "invalid_policy",
      "bad.policy.json:4:15: servers.kit.mode",
    ],
    [["show", "--policy", "bad.policy.json"], "invalid_policy", "Use one of ask, session, auto, deny."],
  ])("%j ends with %s, what to do, and no stack trace", async (args, error, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Failed (${error}): `);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^Next: \S/m);
    expect(stderr).not.toMatch(/^ +at /m);
    const json = await run(...args, "--json");
    expect(json).toMatchObject({ code: 1, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: error, fix: expect.any(String) } });
  });
});

describe("pnpm client policy show", { timeout: 120_000 }, () => {
  it("shows the defaults with their reasons when there is no file", async () => {
    const { code, stdout, stderr } = await run("show");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^policy +no sampling\.policy\.json here, so the defaults$/m);
    expect(stdout).toMatch(/^maxTokens +4096 +default: several pages/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("shows what holds for a server and a tool", async () => {
    await run("init");
    const { stdout } = await run("show", "--server", "kit", "--tool", "translate", "--json");
    expect(JSON.parse(stdout).decision).toMatchObject({ mode: "session", review: true });
  });
});
