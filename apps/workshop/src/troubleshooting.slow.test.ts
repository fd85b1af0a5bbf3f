import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRoomModel } from "./room/model-server.ts";

const require = createRequire(import.meta.url);
const CLIENT = require.resolve("@kit/client/src/main.ts");
const SERVER = require.resolve("@kit/server/src/main.ts");
const LEARN = fileURLToPath(new URL("main.ts", import.meta.url));
const KIT = fileURLToPath(new URL("../../../", import.meta.url));
const PAGE = readFileSync(new URL("../pages/troubleshooting.md", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "kit-trouble-"));
/** Where packages are found: a server of the learner's, whose prompt differs each time. */
const STATES = fileURLToPath(new URL("../.states/troubles", import.meta.url));
const CLOCK = join(STATES, "clock");
const WORK = join(STATES, "work");
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(STATES, { recursive: true, force: true });
});

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
}

write("denies.json", { servers: { kit: { mode: "deny" } } });
write("stingy.json", { defaults: { mode: "auto", maxTokens: 5 } });
write("broken.json", "{ nothing");
write("hurry.json", { timeoutMs: 200 });
write("broken/mcp.json", "{ nothing");
write("text.md", "The library opens at nine. It closes at five.");
const servers = (name: string, entry: object) => write(`${name}.json`, { mcpServers: { mine: entry } });
const node = (...args: string[]) => ({ command: process.execPath, args });
servers("missing", { command: "nodee" });
servers("faulty", node("-e", "const = 1"));
servers("away", { url: "http://127.0.0.1:49151/mcp" });
servers("clock", node(join(CLOCK, "server/src/main.ts")));

/** A provider that refuses with the status in its path, and is silent without one. */
const provider = createServer(({ url = "" }, response) => {
  const [, status] = /^\/(\d+)/.exec(url) ?? [];
  if (status !== undefined) response.writeHead(Number(status)).end('{"error":{"message":"Refused."}}');
});
const at = (path = "") => {
  const address = provider.address();
  return { CUSTOM_BASE_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}${path}` };
};

beforeAll(async () => {
  provider.listen(0, "127.0.0.1");
  await once(provider, "listening");
  cpSync(dirname(SERVER), join(CLOCK, "server/src"), { recursive: true });
  const tool = join(CLOCK, "server/src/tools/summarize.ts");
  const [before, after] = ["Summarize this document.", `Summarize this document at \${Math.random()}.`];
  writeFileSync(tool, readFileSync(tool, "utf8").replace(before, after));
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

/** Runs a program in the folder, and gives all that it has written. */
async function run(args: readonly string[], env: Record<string, string> = {}, cwd = folder): Promise<string> {
  const own = { HOME: folder, XDG_STATE_HOME: join(folder, "state"), PATH: process.env.PATH ?? "", NO_COLOR: "1" };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...own, ...env }, cwd }, (_, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    );
    child.stdin?.end();
  });
}

const client = (args: string, env?: Record<string, string>) => run([CLIENT, ...args.trim().split(" ")], env);
const call = (flags: string, env?: Record<string, string>) => client(`call summarize --file text.md ${flags}`, env);

/** What happens at the installation, in a folder of its own. */
function install(name: string, files: Record<string, string | object>, env = {}, preload = "0") {
  cpSync(join(KIT, ".install.mjs"), join(folder, name, ".install.mjs"));
  const { packageManager } = JSON.parse(readFileSync(join(KIT, "package.json"), "utf8"));
  write(`${name}/package.json`, { packageManager });
  write(`${name}/apps/client/package.json`, { engines: { node: ">=22.18" } });
  write(`${name}/pnpm-lock.yaml`, "lock");
  for (const [path, content] of Object.entries(files)) write(`${name}/${path}`, content);
  // This pnpm fails, as without a network.
  const pnpm = { npm_config_user_agent: `${packageManager.replace("@", "/")} `, npm_execpath: "false" };
  return run(["--import", `data:text/javascript,${preload}`, ".install.mjs"], { ...pnpm, ...env }, join(folder, name));
}

/** A host that does not offer sampling calls a tool. */
async function callWithoutSampling(): Promise<string> {
  const child = spawn(process.execPath, [SERVER], { stdio: ["pipe", "pipe", "ignore"] });
  const clientInfo = { name: "host", version: "1" };
  const all = [
    { id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo } },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/call", params: { name: "summarize", arguments: { document: "Hello" } } },
  ];
  for (const message of all) child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  child.stdin.end();
  return text(child.stdout);
}

async function withRoom(): Promise<string> {
  const source = {
    model: "some-model",
    destination: "",
    estimate: async () => ({ usd: 0, tokens: 0 }),
    answer: () => Promise.reject(),
  };
  const room = await startRoomModel({ source, learners: 1, budget: {} });
  const env = { LITELLM_PROXY_API_BASE: `http://127.0.0.1:${room.port}`, LITELLM_PROXY_API_KEY: "room-1-old" };
  const said = await call("--yes --model litellm_proxy/some-model", env);
  await room.close();
  return said;
}

async function takePort(): Promise<string> {
  const other = createServer();
  // When another program has it, that is as well.
  await once(other.listen(3000, "127.0.0.1"), "listening").catch(() => undefined);
  const said = await run([SERVER, "--http", "--port", "3000"]);
  other.close();
  return said;
}

const learn = (folder: string, ...args: string[]) => run([LEARN, ...args], { KIT_LEARN_FOLDER: folder });

/** A learner's tool that logs to stdout. */
async function checkNoisy(): Promise<string> {
  await learn(WORK, "1");
  const mistake = new URL("../chapters/1-a-tool-that-cannot-think/mistakes/prints-to-stdout", import.meta.url);
  await learn(WORK, "solve");
  cpSync(fileURLToPath(mistake), WORK, { recursive: true });
  return learn(WORK, "check");
}

const OLD_NODE = `Object.defineProperty(process,'version',{value:'v20.19.0'});Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.0'}})`;

/** Every heading of the page, and what makes a user see it. */
const TROUBLES: Readonly<Record<string, () => Promise<string>>> = {
  "Nothing could be installed.": () => install("no-network", {}),
  "These packages were installed on another machine.": () =>
    install("carried", { "node_modules/.modules.yaml": { storeDir: "/gone" } }),
  "This is Node v20.19.0, the kit needs >=22.18, and the Node that it brings is not installed.": () =>
    install("old", { "node_modules/.pnpm/lock.yaml": "lock" }, {}, OLD_NODE),
  "No chapter is laid out yet.": () => learn(join(folder, "none"), "check"),
  "There is no usable API key for this provider.": () => call("--yes --model openai/some-model"),
  "The provider refused the API key.": () => call("--yes --model custom/x", at("/401")),
  "The model id does not have the form `provider/name`.": () => call("--yes --model some-model"),
  "There is no model offline/foo.": () => call("--yes --model offline/foo"),
  "The provider could not be reached, or the connection broke.": () => call("--yes --model offline/cut"),
  "The account has no credit left.": () => call("--yes --model custom/x", at("/402")),
  "This room does not know your token.": withRoom,
  "The answer did not come in time.": () => call("--yes --model custom/x --config hurry.json", at("/silent")),
  "Nobody can be asked to approve summarize of kit: there is no terminal.": () => call(""),
  "The client's policy refuses such requests (servers.kit.mode).": () => call("--policy denies.json"),
  "Here stands something that is no JSON.": () => call("--policy broken.json"),
  "offline/kit-offline-1 ran out of tokens before it had finished: it got 760 at most, and may have thought them away.":
    () => call("--policy stingy.json"),
  "mcp.json is not JSON: invalid symbol at line 1, column 3.": () => client("tools --servers broken/mcp.json"),
  "The server mine did not start: there is no program nodee (ENOENT).": () => client("tools --servers missing.json"),
  "The server mine did not start: SyntaxError: Unexpected token '='": () => client("tools --servers faulty.json"),
  "On stdout your server writes JSON-RPC messages and nothing else.": checkNoisy,
  "No connection to the server mine at http://127.0.0.1:49151/mcp: nobody listens there.": () =>
    client("tools --servers away.json"),
  "Port 3000 on 127.0.0.1 is in use.": takePort,
  "There is no tool sumarize.": () => client("call sumarize --document x"),
  "This tool asks the client's model, and the client did not declare the sampling capability.": callWithoutSampling,
  "summarize asked other questions than in the round before: 1 answered question(s) were not asked again.": () =>
    call("--yes --servers clock.json --protocol 2026-07-28"),
};

describe("the page of troubles", () => {
  it("has a heading for each, with why and what to do", () => {
    const sections = PAGE.split(/^## /m).slice(1);
    const headings = sections.map((section) => section.split("\n", 1)[0]);
    expect(headings).toEqual(Object.keys(TROUBLES));
    for (const section of sections) expect(section).toMatch(/^.+\n\n\*\*Why\.\*\* .+\n\n\*\*Do\.\*\* .+\n/);
  });

  it.concurrent.each(Object.entries(TROUBLES))("%s", async (heading, produce) => {
    const seen = (await produce()).replace(/\s+/g, " ");
    expect(seen).toContain(heading);
    expect(seen).not.toMatch(/ at .*\.ts:\d+:\d+/);
  });
});
