import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KitError } from "@kit/protocol";
import { createScreen } from "@kit/terminal";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { confirmFolder, loadPolicy, POLICY_FILE } from "./load-policy.ts";
import { writeStartingPolicy } from "./policy-file.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-policy-"));
process.env.XDG_STATE_HOME = join(folder, "state");
const path = join(folder, POLICY_FILE);
beforeEach(() => rmSync(path, { force: true, recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(text: string, file?: string): KitError {
  writeFileSync(join(folder, file ?? POLICY_FILE), text);
  try {
    loadPolicy(file, folder);
  } catch (error) {
    if (error instanceof KitError) return error;
    throw error;
  }
  throw new Error(`It was taken: ${text}`);
}

describe("loadPolicy", () => {
  it("takes sampling.policy.json where the user stands, if there is one", () => {
    expect(loadPolicy(undefined, folder)).toEqual({ path, isFile: false, policy: {} });
    writeFileSync(path, '\ufeff{\n  // Mine.\n  "defaults": { "mode": "deny", },\n}\n');
    expect(loadPolicy(undefined, folder)).toEqual({ path, isFile: true, policy: { defaults: { mode: "deny" } } });
  });

  it("takes the file that the user names, relative to where they stand, and none beside it", () => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "own.json"), '{ "defaults": { "maxTokens": 7 } }');
    writeFileSync(path, '{ "defaults": { "maxTokens": 8 } }');
    expect(loadPolicy("deep/own.json", folder).policy).toEqual({ defaults: { maxTokens: 7 } });
  });

  it("takes the text that was confirmed, and no file that has come or changed since", async () => {
    const { signal } = new AbortController();
    const confirm = () =>
      confirmFolder({ servers: "", config: "" }, folder, signal, createScreen({ write: () => undefined }));
    const hostile = '{ "defaults": { "mode": "auto" } }';
    const nothing = await confirm();
    writeFileSync(path, hostile);
    expect(loadPolicy(undefined, folder, nothing).isFile).toBe(false);
    rmSync(path);
    writeStartingPolicy(path);
    const confirmed = await confirm();
    writeFileSync(path, hostile);
    expect(loadPolicy(undefined, folder, confirmed).policy.defaults?.mode).toBe("ask");
  });

  it("says where a file is that cannot be read, also one that is there by name only", () => {
    const unreadable = expect.objectContaining({ code: "file_unreadable", message: expect.stringContaining(folder) });
    expect(() => loadPolicy("no-such.json", folder)).toThrow(unreadable);
    expect(() => loadPolicy(".", folder)).toThrow(unreadable);
    symlinkSync(join(folder, "nowhere"), path);
    expect(() => loadPolicy(undefined, folder)).toThrow(unreadable);
  });

  it.each([
    ["", "1:1: The file is empty. Write at least {}."],
    ["[]", "1:1: The policy is []. Use an object: { }."],
    ["{\n  defaults: {}\n}", "2:3: Here stands something that is no JSON. Put texts into double quotes."],
    ['{\n  "defaults": {}\n  "servers": {}\n}', "3:3: A comma is missing before this."],
    ['{ "defaults": {', '1:16: A closing "}" is missing.'],
    ['{ "defaults": }', "1:15: A value is missing."],
    ['{ "$schema": "a\n', '1:14: The text has no end. Close it with ".'],
    ["{} {}", "1:4: The file should end here."],
    [
      '{\n  "servers": {\n    "kit": {\n      "mode": "aks"\n    }\n  }\n}',
      '4:15: servers.kit.mode is "aks". Use one of ask, session, auto, deny.',
    ],
    ['{ "server": {} }', "1:3: server is no field of a policy. Did you mean servers?"],
    ['{ "defaults": { "tools": {} } }', "1:17: defaults.tools is no field of a policy."],
    ['{ "defaults": { "maxTokns": 1 } }', "1:17: defaults.maxTokns is no field of a policy. Did you mean maxTokens?"],
    [
      '{ "servers": { "a b": { "tools": { "x": { "Review": true } } } } }',
      '1:43: servers["a b"].tools.x.Review is no field of a policy. Did you mean review?',
    ],
    ['{ "servers": { "kit": { "tool": {} } } }', "1:25: servers.kit.tool is no field of a policy. Did you mean tools?"],
    [
      '{ "servers": { "kit": true } }',
      "1:23: servers.kit is true. Use an object with the fields of a rule, and tools.",
    ],
    ['{ "servers": [] }', "1:14: servers is []. Use an object, with a name for each entry."],
    ['{ "defaults": { "maxTokens": 0 } }', "1:30: defaults.maxTokens is 0. Use a whole number above 0."],
    ['{ "defaults": { "maxTokens": null } }', "1:30: defaults.maxTokens is null. Use a whole number above 0."],
    ['{ "defaults": { "maxTokens": "9" } }', '1:30: defaults.maxTokens is "9". Use a whole number above 0.'],
    ['{ "defaults": { "tokensPerDay": 1.5 } }', "1:33: defaults.tokensPerDay is 1.5. Use a whole number, 0 for"],
    ['{ "defaults": { "usdPerDay": -1 } }', "1:30: defaults.usdPerDay is -1. Use a number of dollars, 0 for"],
    [
      '{ "defaults": { "maxToolRounds": null } }',
      "1:34: defaults.maxToolRounds is null. Use a whole number, 0 for none.",
    ],
    ['{ "defaults": { "models": [] } }', "1:27: defaults.models is []. Name a model, or leave the field out"],
    ['{ "defaults": { "models": ["a/*", 3] } }', "1:35: defaults.models[1] is 3. Use a list of texts."],
    ['{ "defaults": { "review": "yes" } }', '1:27: defaults.review is "yes". Use true or false.'],
    ['{ "defaults": { "log": "all" } }', '1:24: defaults.log is "all". Use one of metadata, content.'],
    [
      '{ "defaults": { "redact": ["api-keys", "email-adresses"] } }',
      '1:40: defaults.redact[1] is "email-adresses". No redaction has that name. Did you mean email-addresses?',
    ],
    [
      '{ "servers": { "kit": { "tools": { "x": { "redact": ["everything"] } } } } }',
      '1:54: servers.kit.tools.x.redact[0] is "everything". No redaction has that name. Use one of private-keys, api-keys,',
    ],
    [
      '{ "redactions": { "staff": "(E[0-9]+" } }',
      '1:28: redactions.staff is "(E[0-9]+". It is no regular expression in RE2 syntax: missing closing )',
    ],
    ['{ "redactions": { "staff": "x*" } }', '1:28: redactions.staff is "x*". It matches the empty text'],
    ['{ "redactions": { "": "x" } }', '1:19: redactions[""] has no valid name. Use a text of 1 to 60 characters.'],
    [
      '{ "redactions": { "api-keys": "x" } }',
      "1:19: redactions.api-keys has no valid name. A built-in redaction has it. Choose another name.",
    ],
    ['{ "servers": { "__proto__": {} } }', "1:16: servers.__proto__ has a name that JavaScript keeps for itself."],
    [
      '{ "servers": { "kit": { "mode": "deny" },\r\n  "kit": { "mode": "auto" } } }',
      "2:3: servers.kit is there twice. Keep one.",
    ],
  ])("refuses %j, with line, column and field", (text, message) => {
    const error = errorOf(text);
    expect(error.code).toBe("invalid_policy");
    expect(error.message).toContain(`${POLICY_FILE}:`);
    expect(error.message).toContain(message);
  });

  it("names everything that is wrong, a line each, and where for a program", () => {
    const error = errorOf('{\n"defaults": { "mode": 1,\n"log": 2 },\n"x": 3 }', "own.json");
    expect(error.message.split("\n").map((line) => line.slice(0, 22))).toEqual([
      "own.json:2:23: default",
      "own.json:3:8: defaults",
      "own.json:4:1: x is no ",
    ]);
    expect(error.data).toMatchObject({ faults: [{ line: 2, column: 23, field: "defaults.mode" }, {}, { field: "x" }] });
  });

  it("takes names for names, also those that every object inherits", () => {
    writeFileSync(path, '{ "servers": { "constructor": { "mode": "auto" } } }');
    expect(loadPolicy(undefined, folder).policy).toEqual({ servers: { constructor: { mode: "auto" } } });
  });
});
