import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP server for a test. */
export type HttpTestServer = {
  url: string;
  /** The requests that it got, as `POST /mcp`. */
  requests: string[];
  /** Ends it and every connection at once, as if its process had died. */
  kill(): Promise<void>;
};

/** Serves on a free port of loopback. */
export async function serveOnLoopback(
  path: string,
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<HttpTestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    requests,
    async kill() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
