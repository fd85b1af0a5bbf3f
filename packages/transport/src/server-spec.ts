import { KitError } from "@kit/protocol";
import type { ServerCommand } from "./child-transport.ts";

/** A server that is started with a command and spoken to over stdio. */
export type CommandServer = ServerCommand & {
  /** The name that the user gave it: policy, ledger and tools go by it. */
  name: string;
};

/** A server that is reached over HTTP. */
export type UrlServer = {
  /** The name that the user gave it: policy, ledger and tools go by it. */
  name: string;
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

/** The environment of a server process: those of `variables` that are on the allow-list. */
export function serverEnvironment(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    ALLOWED.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}

/** The names, never the values, of the variables that look like secrets. */
export function secretNames(variables: Variables): string[] {
  return Object.keys(variables)
    .filter((name) => SECRET.test(name.toUpperCase()) && variables[name] !== "")
    .sort();
}

/**
 * How the server is shown and told apart from others.
 *
 * @throws {KitError} "invalid_option" when its `url` is not one, or holds a password.
 */
export function identify(server: ServerSpec): ServerIdentity {
  const { name } = server;
  if (!("url" in server)) return { name, reachedBy: [server.command, ...(server.args ?? [])].join(" ") };
  const { origin, pathname, search } = parseUrl(server);
  // A query may hold keys.
  return { name, reachedBy: `${origin}${pathname}${search === "" ? "" : "?…"}` };
}

function parseUrl({ name, url }: UrlServer): URL {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new KitError("invalid_option", `The url of the server ${name} must begin with http:// or https://.`);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    const fix = 'Set a header instead: "Authorization": "Basic …".';
    throw new KitError("invalid_option", `The url of the server ${name} holds a user or a password. ${fix}`);
  }
  return parsed;
}
