import { KitError } from "@kit/protocol";

/** A server that is started with a command and spoken to over stdio. */
export type CommandServer = {
  /** The name under which the person configured it: policy, ledger and tools go by it. */
  name: string;
  command: string;
  args?: readonly string[];
  /** The whole environment of the process: nothing is inherited. */
  env: Record<string, string>;
  /** Where it runs. Default: where this process runs. */
  cwd?: string;
};

/** A server that is reached over HTTP. */
export type UrlServer = {
  /** The name under which the person configured it: policy, ledger and tools go by it. */
  name: string;
  url: string;
  /** Sent with every request, such as `Authorization`. */
  headers?: Readonly<Record<string, string>>;
  /** `http` is Streamable HTTP, `sse` the transport before it. Default: the first of the two that the server speaks. */
  type?: "http" | "sse";
};

/** How to reach one server. */
export type ServerSpec = CommandServer | UrlServer;

/** The server of a connection, as the person configured it. */
export type ServerIdentity = {
  name: string;
  /** How it is reached: the command that starts it, or its URL. May be shown: it holds no password and no key. */
  reachedBy: string;
};

/**
 * The server as it is shown and told apart.
 *
 * @throws {KitError} "invalid_option" when its url is none.
 */
export function identify(server: ServerSpec): ServerIdentity {
  const { name } = server;
  if (!("url" in server)) return { name, reachedBy: [server.command, ...(server.args ?? [])].join(" ") };
  const { origin, pathname, search } = parseUrl(server);
  // Keys may stand in a query.
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
