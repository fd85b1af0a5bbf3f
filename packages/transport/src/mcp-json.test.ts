import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readMcpJson, type ServerEntry } from "./mcp-json.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-servers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = { PATH: "/bin", OPENAI_API_KEY: "sk-secret", TOKEN: "a-token", HOST: "127.0.0.1" };

function load(config: unknown, file = "servers.json") {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  writeFileSync(join(folder, file), text);
  return read(file, folder);
}

async function read(file: string | undefined, here: string, variables = ENV): Promise<readonly ServerEntry[]> {
  return (await readMcpJson(file, here, variables)) ?? [];
}

describe("readMcpJson", () => {
  it("reads mcp.json where the user works, and says when there is none", async () => {
    expect(await readMcpJson(undefined, folder, ENV)).toBeUndefined();
    const there = join(folder, "there");
    mkdirSync(there);
    writeFileSync(join(there, "mcp.json"), JSON.stringify({ mcpServers: { mine: { command: "mine" } } }));
    expect((await read(undefined, there)).map(({ name }) => name)).toEqual(["mine"]);
  });

  it("gives a process the allow-list and the variables that are named for it, and nothing else", async () => {
    const env = { GITHUB_TOKEN: `\${env:TOKEN}`, BOTH: `\${TOKEN} at \${HOST}`, PLAIN: "as it is" };
    const [server] = await load({ mcpServers: { github: { command: "npx", args: ["-y", "server"], env } } });
    expect(server).toEqual({
      name: "github",
      command: "npx",
      args: ["-y", "server"],
      env: { PATH: "/bin", GITHUB_TOKEN: "a-token", BOTH: "a-token at 127.0.0.1", PLAIN: "as it is" },
      cwd: folder,
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
    expect(servers).toEqual([
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

  it("leaves out what is disabled", async () => {
    expect(await load({ mcpServers: { a: { command: "a", disabled: true } } })).toEqual([]);
  });

  it("breaks one server, not the others, when a variable is missing, and shows no value", async () => {
    const [broken, works] = await load({
      mcpServers: {
        broken: { command: "a", env: { KEY: `\${env:TOKEN}\${env:NOT_SET}` } },
        works: { command: "b" },
      },
    });
    expect(broken).toMatchObject({ name: "broken", error: { code: "invalid_option" } });
    const { message } = (broken as unknown as { error: Error }).error;
    expect(message).toMatch(/servers\.json: mcpServers\.broken\.env\.KEY needs the variable NOT_SET\. Set it/);
    expect(message).not.toContain("a-token");
    expect(works).toMatchObject({ name: "works", command: "b" });
  });

  it("cannot fill in what only another host knows", async () => {
    const [server] = await load({ servers: { a: { url: "http://x/", headers: { Authorization: `\${input:key}` } } } });
    expect(server).toMatchObject({
      error: { message: expect.stringContaining(`says \${input:key}, which this client`) },
    });
  });

  it.each([
    ["not json", /servers\.json is not JSON/],
    [[], /servers\.json: it must have an object "mcpServers"/],
    [{ mcpServers: { a: {} } }, /servers\.json: mcpServers\.a must have a "command" or a "url"/],
    [{ mcpServers: { a: { command: 1 } } }, /servers\.json: mcpServers\.a: command: /],
    [{ servers: { a: { command: "a", args: ["b", 1] } } }, /servers\.json: servers\.a: args\.1: /],
    [{ mcpServers: { a: { command: "a", env: { B: 1 } } } }, /servers\.json: mcpServers\.a: env\.B: /],
    [{ mcpServers: { a: { url: "http://x", type: "ftp" } } }, /servers\.json: mcpServers\.a: type: /],
  ])("names the file and the field of %j", async (config, message) => {
    await expect(load(config)).rejects.toMatchObject({
      code: "invalid_option",
      message: expect.stringMatching(message),
    });
  });

  it("says that the file that was named is not there", async () => {
    await expect(read("none.json", folder)).rejects.toMatchObject({ code: "file_unreadable" });
  });
});
