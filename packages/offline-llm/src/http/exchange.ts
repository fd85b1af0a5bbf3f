import type { IncomingMessage, ServerResponse } from "node:http";

/** What one running server keeps between requests. */
export interface ServerState {
  /** The bearer key that requests must carry; false lets every request pass. */
  apiKey: string | false;
  /** How many requests have met each fault, by its name. */
  faultCounts: Map<string, number>;
}

/** One request with its response, on the server that received it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** What the first group of the route's path matched. */
  pathPart: string;
  server: ServerState;
}
