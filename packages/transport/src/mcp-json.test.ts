import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readMcpJson, type ServerEntry } from "./mcp-json.ts";
import { identify, type ServerSpec } from "./server-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-servers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = { PATH: "/bin", OPENAI_API_KEY: "sk-secret", TOKEN: "a-token", HOST: "127.0.0.1", NAME: "tool" };

function load(config: unknown, file = "servers.json") {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  writeFileSync(join(folder, file), text);
  return read(file, folder);
}

const read = (file: string, here: string, variables = ENV): Promise<ServerEntry[]> =>
  readMcpJson(resolve(here, file), variables);

describe("readMcpJson", () => {
  it("gives a process the allow-list and the variables that are named for it, and nothing else", async () => {
    const env = { GITHUB_TOKEN: `\${env:TOKEN}`, BOTH: `\${TOKEN} at \${HOST}`, PLAIN: "as it is" };
    const [server] = await load({ mcpServers: { github: { command: "npx", args: ["-y", "server"], env } } });
    expect(server).toEqual({
      name: "github",
      command: "npx",
      args: ["-y", "server"],
      env: { PATH: "/bin", GITHUB_TOKEN: "a-token", BOTH: "a-token at 127.0.0.1", PLAIN: "as it is" },
      cwd: folder,
      written: "npx -y server",
    });
  });

  it("reads an address with its headers, under every name of its transport", async () => {
    const headers = { Authorization: `Bearer \${env:TOKEN}` };
    const servers = await load({
      servers: {
        plain: { url: `http://\${HOST}:9/mcp`, headers },
        named: { type: "streamable-http", url: "http://127.0.0.1:9/mcp" },
        old: { type: "sse", url: "http://127.0.0.1:9/sse" },
      },
    });
    expect(servers).toMatchObject([
      { name: "plain", url: "http://127.0.0.1:9/mcp", headers: { Authorization: "Bearer a-token" } },
      { name: "named", url: "http://127.0.0.1:9/mcp", headers: {}, type: "http" },
      { name: "old", url: "http://127.0.0.1:9/sse", headers: {}, type: "sse" },
    ]);
  });

  it("knows the folder of a workspace", async () => {
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    const entry = { command: `\${workspaceFolder}/bin/node`, args: [`\${workspaceFolder}/main.ts`], cwd: "sub" };
    const [server] = await load({ servers: { kit: entry } }, ".vscode/mcp.json");
    expect(server).toMatchObject({
      command: `${folder}/bin/node`,
      args: [`${folder}/main.ts`],
      cwd: join(folder, "sub"),
    });
  });

  it("reads the example of the README", async () => {
    const env = { ...ENV, NOTES_TOKEN: "one", ISSUES_TOKEN: "two" };
    const example = fileURLToPath(new URL("../../../apps/client/samples/mcp.json", import.meta.url));
    expect(await read(example, folder, env)).toMatchObject([
      { name: "notes", env: { NOTES_TOKEN: "one" } },
      { name: "issues", headers: { Authorization: "Bearer two" } },
    ]);
  });

  it("leaves out what is switched off, in either way", async () => {
    const off = { a: { command: "a", disabled: true }, b: { url: "http://x/", enabled: false } };
    expect(await load({ mcpServers: { ...off, c: { command: "c", disabled: false, enabled: true } } })).toMatchObject([
      { name: "c" },
    ]);
  });

  it("reads comments, trailing commas and a byte order mark, as editors write them", async () => {
    const text = `\uFEFF{\n  // mine\n  "mcpServers": { "a": { "command": "a", /* none */ "args": ["b",], }, },\n}`;
    expect(await load(text)).toMatchObject([{ name: "a", args: ["b"] }]);
    writeFileSync(join(folder, "utf-16.json"), text, "utf16le");
    expect(await read("utf-16.json", folder)).toMatchObject([{ name: "a", args: ["b"] }]);
  });

  it("fills in variables in every field", async () => {
    writeFileSync(join(folder, "local.env"), "FROM_FILE=one\nBOTH='file'\n");
    const [server] = await load({
      mcpServers: {
        a: {
          command: `\${userHome}/bin/\${env:NAME}`,
          args: [
            `--dir=\${workspaceFolder}`,
            `\${workspaceFolderBasename}\${/}x`,
            `\${NOT_SET:-a default}`,
            `\${env:TOKEN}`,
          ],
          cwd: `\${workspaceFolder}`,
          envFile: `\${workspaceFolder}/local.env`,
          env: { BOTH: "entry", PORT: 3000, DEBUG: true, UNSET: null },
        },
      },
    });
    expect(server).toMatchObject({
      command: `${homedir()}/bin/tool`,
      args: [`--dir=${folder}`, `${basename(folder)}${sep}x`, "a default", "a-token"],
      cwd: folder,
      env: { PATH: "/bin", FROM_FILE: "one", BOTH: "entry", PORT: "3000", DEBUG: "true" },
    });
    expect(server).not.toHaveProperty("env.UNSET");
  });

  it("shows a server as it is written, and no secret of it", async () => {
    const args = [
      "--api-key",
      "abc",
      `--token=\${env:TOKEN}`,
      "KEY=abc",
      "ghp_0123456789abcdefghijKLMN",
      "--port",
      "80",
    ];
    const [server, remote, literal] = await load({
      mcpServers: {
        a: { command: "npx", args },
        b: { url: `https://x.example/\${env:TOKEN}/mcp?k=1` },
        c: { url: "https://x.example/0123456789abcdef0123/mcp" },
      },
    });
    const reachedBy = [server, remote, literal].map((entry) => identify(entry as ServerSpec).reachedBy);
    expect(reachedBy).toEqual([
      "npx --api-key [secret] --token=[secret] KEY=[secret] [secret] --port 80",
      `https://x.example/\${env:TOKEN}/mcp?…`,
      "https://x.example/[secret]/mcp",
    ]);
  });

  it.each([
    [{ command: "a", env: { KEY: `\${env:TOKEN}\${env:NOT_SET}` } }, /a\.env\.KEY needs the variable NOT_SET\. Set it/],
    [{ command: "a", args: ["x", `\${NOT_SET}`] }, /a\.args\.1 needs the variable NOT_SET/],
    [{ url: "http://x/", headers: { A: `\${input:key}` } }, /a\.headers\.A says \$\{input:key\}, which this client/],
    [{ command: `\${config:python}` }, /a\.command says \$\{config:python\}, which/],
    [{ command: "a", envFile: "none.env" }, /none\.env, the envFile of .*: there is no such file/],
    [{}, /a must have a "command" or a "url", and has nothing/],
    [{ comand: "npx", args: [] }, /a must have a "command" or a "url", and has comand, args/],
    [{ command: "a", arg: ["b"] }, /a has a field arg\. Did you mean args\?/],
    [{ command: "a", evn: {} }, /a has a field evn\. Did you mean env\?/],
    [{ url: "http://x", Headers: {} }, /a has a field Headers\. Did you mean headers\?/],
    ["npx", /a must have a "command" or a "url", and has "npx"/],
    [{ command: 1 }, /a: command: /],
    [{ command: "a", args: ["b", 1] }, /a: args\.1: /],
    [{ command: "a", env: { B: {} } }, /a: env\.B: /],
    [{ url: "http://x", type: "ftp" }, /a: type: /],
  ])("breaks one server, not the others, when its entry is %j", async (entry, message) => {
    const [broken, works] = await load({ mcpServers: { a: entry, works: { command: "b" } } });
    expect(broken).toMatchObject({ name: "a", error: { message: expect.stringMatching(message) } });
    expect((broken as unknown as { error: Error }).error.message).not.toContain("a-token");
    expect(works).toMatchObject({ name: "works", command: "b" });
  });

  it("reads an entry of any name, and refuses one without", async () => {
    const entries = await load('{ "mcpServers": { "__proto__": { "command": "a" }, "": { "command": "b" } } }');
    expect(entries).toMatchObject([
      { name: "__proto__", command: "a" },
      { name: "", error: { code: "invalid_server_config", message: expect.stringContaining("has no name") } },
    ]);
  });

  it.each([
    ["not json", /servers\.json is not JSON: invalid symbol at line 1, column 1/],
    ['{\n  "mcpServers": {]', /servers\.json is not JSON: .* at line 2, column 18/],
    ["", /servers\.json is not JSON: value expected at line 1, column 1/],
    [[], /servers\.json: it must have an object "mcpServers"/],
  ])("names the file and the place of %j", async (config, message) => {
    await expect(load(config)).rejects.toMatchObject({
      code: "invalid_server_config",
      message: expect.stringMatching(message),
    });
  });

  it("says that the file is not there", async () => {
    await expect(read("none.json", folder)).rejects.toMatchObject({ code: "file_unreadable" });
  });
});
