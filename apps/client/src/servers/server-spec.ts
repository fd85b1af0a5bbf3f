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

/** The server as it is shown and told apart. */
export function identify(server: ServerSpec): ServerIdentity {
  const { name } = server;
  if ("url" in server) return { name, reachedBy: withoutSecrets(server.url) };
  return { name, reachedBy: [server.command, ...(server.args ?? [])].join(" ") };
}

/** Passwords and keys stand in the user part of an address, or in its query. */
function withoutSecrets(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}
