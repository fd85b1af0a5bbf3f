import type { ServerResponse } from "node:http";

/** A message as it stands on the wire. */
export type WireMessage = { id?: unknown; method?: string; params?: Record<string, unknown> };

/** What happens to the messages of a connection on their way. */
export type Wire = {
  /** What the server gets in place of a message of the client. */
  rewrite?: (message: WireMessage) => WireMessage;
  /** Over stdio: what is written in place of a line, piece by piece. */
  toServer?: (line: string) => readonly string[];
  toClient?: (line: string) => readonly string[];
  /** Over HTTP: whether a request is answered here, and does not reach the server. */
  answer?: (message: WireMessage, response: ServerResponse) => boolean;
  /** Over HTTP: whether the response to a request breaks off after its first piece. */
  cut?: (message: WireMessage) => boolean;
  /** Over HTTP: into pieces of how many bytes the body of a request falls. Default: it stays whole. */
  pieceBytes?: number;
};

/** What stands between a client and its server. */
export type Tap = { close: () => Promise<void> };
