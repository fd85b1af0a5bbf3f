import type { ProtocolRevision } from "@kit/protocol";
import type { ChildTransport } from "./child-transport.ts";
import type { HttpLink } from "./http-link.ts";
import type { Traffic } from "./json-rpc.ts";

/** What carries the messages of one connection: what an SDK of either revision connects over. */
export type Link = ChildTransport | HttpLink;

/** How to open a server. `T` is the client that `connect` makes. */
export type OpenOptions<T> = {
  /** The revisions that may be tried: the newest that the server speaks is used. */
  revisions: readonly ProtocolRevision[];
  /** What the client says of itself in `server/discover`. */
  clientInfo: { name: string; version: string };
  capabilities: object;
  /**
   * Connects with one revision.
   *
   * @param timeoutMs How long the server may take for one answer, in milliseconds.
   * @param discovered What the server answered to `server/discover` on this link, if it was asked already.
   */
  connect: (revision: ProtocolRevision, link: Link, timeoutMs: number, discovered?: unknown) => Promise<T>;
  /** How long a process may take to say which revision it speaks, in milliseconds. */
  probeTimeoutMs: number;
  /** How long the server may take for one answer while the connection is made, in milliseconds. */
  handshakeTimeoutMs: number;
  onTraffic: ((traffic: Traffic) => void) | undefined;
  /** Sees what a server process writes to stderr. */
  onStderr: ((text: string) => void) | undefined;
  /** Gets each link as soon as it exists, so that the caller can close it. Throws when none is wanted any more. */
  onLink: (link: Link) => void;
};

/** A connected client, and what carries its messages. */
export type Opened<T, L extends Link = Link> = { revision: ProtocolRevision; client: T; link: L };
