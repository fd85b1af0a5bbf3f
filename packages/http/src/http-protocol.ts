import type { IncomingMessage, ServerResponse } from "node:http";
import type { ProtocolRevision } from "@kit/protocol";
import type { StateStore } from "@kit/sampling";
import type { InFlight } from "./in-flight.ts";

/** A request that has passed the checks, and the response to it. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** The parsed body of a POST. */
  body: unknown;
  /** Who asks. Sessions and states belong to a principal. */
  principal: string;
};

/** How one protocol revision is served over HTTP. */
export type HttpProtocol = {
  /** @throws {HttpRefusal} before anything is sent, when the exchange cannot be served. */
  handle: (exchange: Exchange) => Promise<void>;
  /** The same on the endpoints of HTTP+SSE, for a revision that had them. */
  handleSse?: (exchange: Exchange) => Promise<void>;
  /** Ends what is still open. */
  close: () => Promise<void>;
};

/** What a revision needs to serve HTTP. */
export type HttpProtocolOptions = {
  /** Whether to keep nothing between requests. */
  isStateless: boolean;
  /** How long a session may be idle before it ends, in milliseconds. */
  sessionIdleMs: number;
  /** Where states are kept, if not in the client's hands. */
  store: StateStore | undefined;
  /** Gets the calls that need further requests of their client before they end. */
  calls: InFlight;
  /** Writes a line to the server's log. */
  log: (message: string) => void;
};

/** The revisions that an app serves. The function loads what the revision needs, and is called once, before listening. */
export type HttpProtocols = Partial<Record<ProtocolRevision, (options: HttpProtocolOptions) => Promise<HttpProtocol>>>;
