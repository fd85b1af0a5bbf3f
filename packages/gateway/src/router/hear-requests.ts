import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Destination } from "../providers/list-providers.ts";
import type { Router } from "./create-router.ts";

/** Node's HTTP client says here that the head of an answer has come. */
const ANSWERED = "undici:request:headers";
type Answered = { request: { origin: string; path: string }; response: { statusCode: number; headers: Buffer[] } };

/**
 * Tells in a line how each request to some providers is answered, and when the router waits before the next one. It hears
 * those of the whole process.
 *
 * @returns what ends it.
 */
export function hearRequests(
  router: Pick<Router, "on">,
  destinations: readonly Pick<Destination, "host">[],
  tell: (line: string) => void,
): () => void {
  const hear = (message: unknown) => {
    const { request, response } = message as Answered;
    const { host } = new URL(request.origin);
    if (!destinations.some((destination) => destination.host === host)) return;
    const [, seconds] = /(?:^|\n)retry-after\n(.+)/i.exec(response.headers.join("\n")) ?? [];
    const wait = seconds === undefined ? "" : `, Retry-After: ${seconds}`;
    tell(`POST ${host}${request.path}: status ${response.statusCode}${wait}`);
  };
  subscribe(ANSWERED, hear);
  const off = router.on("retry", ({ delayMs }) => tell(`the gateway waits ${Math.round(delayMs)} ms, then asks again`));
  return () => {
    unsubscribe(ANSWERED, hear);
    off();
  };
}
