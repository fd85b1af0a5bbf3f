import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toFailure, UsageError } from "@kit/terminal";
import { afterAll, describe, expect, it } from "vitest";
import { callCommand } from "./commands/call.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { modelsCommand } from "./commands/models.ts";
import { policyCommand } from "./commands/policy.ts";
import { loadConfig, namedModels, OFFLINE_MODEL, openModels } from "./models.ts";
import { readSettings } from "./settings.ts";
import { runCommand } from "./testing/run-command.ts";
import { serveOnLoopback } from "./testing/serve-on-loopback.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-models-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("the models that may answer", () => {
  it.each([
    [[], {}, [OFFLINE_MODEL]],
    [[], { OPENAI_API_KEY: "sk" }, [OFFLINE_MODEL]],
    [[], { KIT_MODEL: "" }, [OFFLINE_MODEL]],
    [[], { KIT_MODEL: "a/x, b/y" }, ["a/x", "b/y"]],
    [["c/z"], { KIT_MODEL: "a/x" }, ["c/z"]],
  ])("of the options %j and the environment %j", (options, env, models) => {
    expect(namedModels(options, readSettings(env))).toEqual(models);
  });
});

describe("loadConfig", () => {
  it("takes kit.config.json as the user has confirmed it, whatever stands there now", async () => {
    const groups = { fast: [{ model: OFFLINE_MODEL }] };
    write("kit.config.json", { groups: {} });
    expect(await loadConfig(undefined, folder)).toEqual({});
    expect(await loadConfig(undefined, folder, JSON.stringify({ groups }))).toEqual({ groups });
  });

  it.each([
    ["file_unreadable", "no-such.json", undefined, "no-such.json"],
    ["invalid_option", "broken.json", "{", "broken.json"],
    ["invalid_option", "wrong.json", { groups: { fast: [{ model: "x/y", rpm: 0 }] } }, "groups.fast[0].rpm"],
  ])("says %s for %s, and where", async (code, name, content, where) => {
    if (content !== undefined) write(name, content);
    await expect(loadConfig(name, folder)).rejects.toMatchObject({ code, message: expect.stringContaining(where) });
  });
});

describe("openModels", () => {
  it("answers under an alias, and starts the offline model because the alias reaches it", async () => {
    const models = await openModels(["fast"], {}, { groups: { fast: [{ model: OFFLINE_MODEL }] } });
    const messages = [{ role: "user" as const, content: "Summarize: The library opens at nine." }];
    const reply = await models.gateway.completion({ model: "fast", messages });
    expect(reply.choices[0]?.message.content).toBeTruthy();
    await models.close();
  });
});

describe("a model that cannot be named so", () => {
  const config = { groups: { fast: [{ model: "offline/nope" }] } };
  it.each([
    ["offline/nope", "unknown_model", "There is no model offline/nope. Behind offline/ stands one of kit-offline-1, "],
    ["fast", "unknown_model", "There is no model offline/nope."],
    ["offline/flaky", "unknown_model", "Did you mean offline/flaky-429?"],
    ["offline/Cut", "unknown_model", "Did you mean offline/cut?"],
    ["offline/cut=3", "unknown_model", "Did you mean offline/cut?"],
    ["opnai/x", "unknown_model", "opnai/x: No provider has this name."],
    ["quick", "unknown_model", "quick: The model id does not have the form"],
    ["custom/x", "missing_base_url", "no base URL is set"],
    ["openai/x", "missing_key", "OPENAI_API_KEY is not set"],
  ])("as %s ends with %s before anything is started, and says what there is", async (model, code, message) => {
    const started = openModels([model], {}, config);
    await expect(started).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    const error = await started.catch((thrown: unknown) => thrown);
    const { fix = "" } = toFailure(error);
    expect(fix).toContain(code === "unknown_model" ? "pnpm client models" : "Set ");
    // The name is right or wrong; a fix that repeats what was done is none.
    expect(error instanceof UsageError).toBe(code === "unknown_model");
  });

  it.each(["offline/kit-offline-1", "offline/slow=5", "offline/cut"])("but %s is one", async (model) => {
    await (await openModels([model], {})).close();
  });
});

describe("the policy that `policy init` writes, which limits dollars", () => {
  const MODEL = {
    id: "1",
    choices: [{ finish_reason: "stop", message: { role: "assistant", content: "It is fine." } }],
  };
  const args = ["call", "summarize", "--document", "Fine weather.", "--yes", "--model"];
  const here = mkdtempSync(join(folder, "policy-"));
  const setting = { INIT_CWD: here, XDG_STATE_HOME: here };

  it("lets a model on this machine answer, which costs nothing", async () => {
    await runCommand(policyCommand, ["policy", "init"], setting);
    const model = await serveOnLoopback("/v1", (_, response) => void response.end(JSON.stringify(MODEL)));
    const { code, stderr } = await runCommand(callCommand, [...args, "custom/m"], {
      ...{ ...setting, CUSTOM_BASE_URL: model.url },
    });
    await model.kill();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "Files of this folder in force: sampling.policy.json\n" });
    expect((await runCommand(ledgerCommand, ["ledger", "show", "1"], setting)).stdout).toMatch(/^cost +\$0$/m);
  });

  it("says how to set a price that nobody knows, and takes the one that is set", async () => {
    const env = { ...setting, CUSTOM_BASE_URL: "https://models.invalid/v1" };
    const { code, stderr } = await runCommand(callCommand, [...args, "custom/m"], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Set the price of the model under `prices` .*kit\.config\.json/);
    expect(stderr).not.toMatch(/Next: Wait|Next: Raise/);
    const priced = { prices: { "custom/*": { inputUsdPerMillion: 1, outputUsdPerMillion: 1 } }, retry: { retries: 0 } };
    const config = ["--config", write("priced.json", priced)];
    for (let call = 0; call < 2; call += 1) {
      const sent = await runCommand(callCommand, [...args, "custom/m", ...config], env);
      expect(sent.stderr).toContain("Failed (gateway_unreachable)");
    }
    expect((await runCommand(ledgerCommand, ["ledger"], setting)).stdout).not.toContain("unknown");
  });
});

describe("the command line", () => {
  it("calls a tool with an alias of the configuration", async () => {
    const config = write("own.json", { groups: { fast: [{ model: OFFLINE_MODEL }] } });
    const args = ["call", "classify", "--text", "Fine.", "--config", config, "--model", "fast", "--yes", "--verbose"];
    const { code, stderr } = await runCommand(callCommand, args);
    expect(code).toBe(0);
    expect(stderr).toContain("chooses fast");
  });

  it("asks those that are set up whether they answer, when it is told to", async () => {
    const models = await openModels([OFFLINE_MODEL], {});
    const { baseURL = "", apiKey = "" } = models.offline ?? {};
    const { code, stdout } = await runCommand(modelsCommand, ["models", "--probe"], {
      CUSTOM_BASE_URL: baseURL,
      CUSTOM_API_KEY: apiKey,
    });
    await models.close();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^custom .* answers: \d+ models, \d+ ms$/m);
    expect(stdout).toMatch(/^openai .*https:\/\/api.openai.com\/v1$/m);
  });

  it("lists the models that can be named, of the stand-in, of aliases, and of servers on this machine", async () => {
    const {
      baseURL = "",
      apiKey = "",
      ...models
    } = await openModels([OFFLINE_MODEL], {}).then(({ offline, close }) => ({ ...offline, close }));
    const config = write("aliases.json", { groups: { fast: [{ model: "openai/x" }, { model: OFFLINE_MODEL }] } });
    const env = { CUSTOM_BASE_URL: baseURL, CUSTOM_API_KEY: apiKey, OPENAI_API_KEY: "sk" };
    const run = (...flags: string[]) => runCommand(modelsCommand, ["models", "--config", config, ...flags], env);
    const { stdout } = await run();
    const json = await run("--json");
    await models.close();
    expect(stdout).toMatch(/^offline\/kit-offline-1 +Stands in for a language model/m);
    expect(stdout).toMatch(/^offline\/flaky-429 +Refuses two requests/m);
    expect(stdout).toMatch(/^fast +An alias of your configuration for openai\/x, offline\/kit-offline-1\.$/m);
    expect(stdout).toMatch(/^custom\/slow +Runs at 127\.0\.0\.1:\d+\.$/m);
    // Who is away from this machine is asked for a list only when the user says so.
    expect(stdout).toMatch(/^openai\/NAME +OpenAI is set up; --probe asks it for its models\.$/m);
    expect(JSON.parse(json.stdout).models).toContainEqual({ model: "fast", about: expect.any(String) });
  });

  it("lists the providers, and which are set up, and shows no key", async () => {
    const { code, stdout } = await runCommand(modelsCommand, ["models"], { GROQ_API_KEY: "gsk-secret" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^groq +set up +hosted +has a key/m);
    expect(stdout).toMatch(/^openai +not set up +hosted +needs OPENAI_API_KEY/m);
    expect(stdout).not.toContain("gsk-secret");
  });
});
