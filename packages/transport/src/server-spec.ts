import { stripVTControlCharacters } from "node:util";
import { isRecord, KitError, type WireError } from "@kit/protocol";
import type { JsonRpcMessage, Traffic } from "./json-rpc.ts";

/** How much of what a server or an SDK said an error quotes, in characters, and in lines of its log. */
const QUOTED = 200;
const QUOTED_LINES = 3;
/** Behind the line with the error many programs write where it arose. */
const ERROR_LINE = /^(?!\s+at ).*(error|exception|fatal|panic)/i;

/** How to start a server process. */
export type ServerCommand = {
  command: string;
  args?: readonly string[];
  /** The whole environment of the process: nothing is inherited. */
  env: Record<string, string>;
  /** Where it runs. Default: where this process runs. */
  cwd?: string;
};

/** What every server has. */
type Configured = {
  /** The name that the user gave it: policy, ledger and tools go by it. */
  name: string;
  /** Its command or URL as it stands in a file, before variables are filled in: what is shown of it. Default: as it is. */
  written?: string;
};

/** A server that is started with a command and spoken to over stdio. */
export type CommandServer = ServerCommand & Configured;

/** A server that is reached over HTTP. */
export type UrlServer = Configured & {
  url: string;
  /** Sent with every request, such as `Authorization`. */
  headers?: Readonly<Record<string, string>>;
  /** `http` is Streamable HTTP, `sse` the transport before it. Default: the first of the two that the server speaks. */
  type?: "http" | "sse";
};

/** How to reach one server. */
export type ServerSpec = CommandServer | UrlServer;

/** The server of a connection, as the user configured it. */
export type ServerIdentity = {
  name: string;
  /** How it is reached: the command that starts it, or its URL. May be shown: it holds no password and no key. */
  reachedBy: string;
};

/** Environment variables that a server process inherits. Everything else stays here, above all every key. */
const ALLOWED = [
  // POSIX
  ...["HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER"],
  // Windows
  ...["APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "PATHEXT", "PROCESSOR_ARCHITECTURE"],
  ...["PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "WINDIR"],
];

const SECRET = /(KEY|TOKEN|SECRET|PASSWORD|PASS|PAT|CREDENTIALS|DATABASE_URL)$/;

/** Environment variables by name, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment of a server process: those of `variables` that are on the allow-list, or match. */
export function serverEnvironment(variables: Variables, also?: RegExp): Record<string, string> {
  const names = Object.keys(variables).filter((name) => ALLOWED.includes(name) || also?.test(name));
  return Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
}

/** The names, never the values, of the variables that look like secrets. */
export function secretNames(variables: Variables): string[] {
  return Object.keys(variables)
    .filter((name) => SECRET.test(name.toUpperCase()) && variables[name] !== "")
    .sort();
}

/** What is a secret by its name, as in `--api-key x` and `TOKEN=x`, by its place in a URL, or by its look. */
const SECRETS = [
  /((?:--?[\w-]*(?:key|token|secret|password|pat|auth)[= ]|(?:key|token|secret|password|auth)["']?[=:] ?|bearer ))[^\s"'&]+/gi,
  /(:\/\/)[^/\s@]+(?=@)/g,
  /()\b(?=\w*\d)(?=\w*[A-Za-z])\w{20,}\b/g,
  /()\b[\da-f]{8}-[\da-f]{4}-[\da-f-]{19,}\b/gi,
];

/** How the server is shown. @throws {KitError} "invalid_server_config" when its `url` is none, or holds a password. */
export function identify(server: ServerSpec): ServerIdentity {
  const { name, written } = server;
  if (!("url" in server))
    return { name, reachedBy: mask(written ?? [server.command, ...(server.args ?? [])].join(" ")) };
  const { origin, pathname, search } = parseUrl(server);
  // Where the file has a variable, the path may hold a key; a query may anyway.
  const shown = written?.includes("${") ? written.replace(/[?#].*/, "") : `${origin}${pathname}`;
  return { name, reachedBy: `${mask(shown)}${search === "" ? "" : "?…"}` };
}

function mask(text: string): string {
  return SECRETS.reduce((masked, secret) => masked.replace(secret, "$1[secret]"), text);
}

function parseUrl({ name, url }: UrlServer): URL {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new KitError("invalid_server_config", `The url of the server ${name} must begin with http:// or https://.`);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    const fix = 'Set a header instead: "Authorization": "Basic …".';
    throw new KitError("invalid_server_config", `The url of the server ${name} holds a user or a password. ${fix}`);
  }
  return parsed;
}

/** What the messages of a server have told while a connection to it is made. */
export type Seen = {
  hasAnswered: boolean;
  /** The methods of the requests that it has not answered, by id. */
  asked: Map<unknown, string>;
  /** The last error that it answered with, and to what. */
  refusal: (WireError & { method: string }) | undefined;
};

export function createSeen(): Seen {
  return { hasAnswered: false, asked: new Map(), refusal: undefined };
}

/** Takes one message into account. */
export function look(seen: Seen, direction: Traffic["direction"], message: JsonRpcMessage): void {
  if ("method" in message) {
    if (direction === "received" || !("id" in message)) return;
    seen.asked.set(message.id, message.method);
    // Who asks on has got over it.
    seen.refusal = undefined;
    return;
  }
  if (direction === "sent") return;
  const method = seen.asked.get(message.id) ?? "a request";
  seen.asked.delete(message.id);
  seen.hasAnswered = true;
  if ("error" in message) seen.refusal = { method, ...message.error };
}

/** Why no connection came about with a server that is there, in words for the user. */
export function describeFailure(
  { refusal, asked, hasAnswered }: Seen,
  revision: string,
  timeoutMs: number,
  cause: unknown,
): string {
  const supported = isRecord(refusal?.data) ? refusal.data.supported : undefined;
  if (Array.isArray(supported)) return `it does not speak ${revision}: it speaks ${supported.join(" and ")}`;
  if (refusal !== undefined) {
    return `it answered ${refusal.method} with an error: ${inShort(refusal.message)} (${refusal.code})`;
  }
  const [method] = asked.values();
  const seconds = timeoutMs / 1_000;
  if (!hasAnswered) return `it has not answered within ${seconds} s, as an MCP server on stdio does`;
  if (method !== undefined) return `it has not answered ${method} within ${seconds} s`;
  return `what it answered cannot be used: ${inShort(cause instanceof Error ? cause.message : cause)}`;
}

/** In one line, without what moves the cursor of a terminal. */
export function inShort(said: unknown): string {
  const text = stripVTControlCharacters(String(said)).replace(/[\s\p{Cc}\p{Cf}]+/gu, " ");
  return text.trim().slice(0, QUOTED);
}

/** What tells most in what a process wrote, in one line: its last errors and its end, or its last lines. */
export function quoteLog(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const errors = lines.filter((line) => ERROR_LINE.test(line)).slice(1 - QUOTED_LINES);
  const told = errors.length > 0 ? [...errors, ...lines.slice(-1)] : lines.slice(-QUOTED_LINES);
  return [...new Set(told)].map(inShort).join(" / ");
}
