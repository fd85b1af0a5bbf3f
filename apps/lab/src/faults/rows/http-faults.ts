import { request, type ServerResponse } from "node:http";
import type { ErrorCode } from "@kit/protocol";
import { overHttp } from "../carriers.ts";
import type { Fault } from "../fault.ts";
import type { Wire, WireMessage } from "../wire.ts";

/** More than the body of a request may have, in bytes. */
const TOO_LONG = 33 * 1024 * 1024;

/** What goes wrong with the requests and responses of HTTP. */
export const HTTP_FAULTS: readonly Fault[] = [
  {
    name: "the body of a request is not JSON",
    ends: overHttp("invalid_http_request"),
    async run(bench) {
      const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
      const response = await fetch(bench.url, { method: "POST", headers, body: '{"jsonrpc":' });
      const { error } = (await response.json()) as { error: { data: { "kit/error": { code: ErrorCode } } } };
      return error.data["kit/error"].code;
    },
  },
  {
    name: "the body of a request breaks off",
    ends: overHttp("gone"),
    async run(bench) {
      const broken = request(bench.url, { method: "POST", headers: { "content-length": 1_000 } });
      broken.on("error", () => undefined);
      broken.write('{"jsonrpc":', () => broken.destroy());
      await new Promise((resolve) => broken.once("close", resolve));
      return "gone";
    },
  },
  {
    name: "the body of a request comes in pieces of a few bytes",
    ends: overHttp("result"),
    connection: () => ({ wire: { pieceBytes: 7 } }),
  },
  {
    name: "the body of a request is too large",
    ends: overHttp("request_too_large"),
    run: (bench) => bench.call({ padding: TOO_LONG }),
  },
  {
    name: "the response breaks off, and may be asked for again",
    ends: { "push over HTTP": "result" },
    connection: () => ({ wire: { cut: forFirst(isCall) } }),
  },
  {
    name: "the response breaks off",
    ends: { "round trip over HTTP": "connection_closed" },
    endsConnection: true,
    connection: () => ({ wire: { answer: answerFirst(breakOff) } }),
  },
  {
    name: "something else answers with a page of HTML",
    ends: overHttp("server_unreachable"),
    connection: () => ({ wire: { answer: answerFirst(sendPage) } }),
  },
];

const isCall = ({ method }: WireMessage): boolean => method === "tools/call";

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": \n\n", () => response.destroy());
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in</p>");
}

/** Answers the first call in place of the server. */
function answerFirst(send: (response: ServerResponse) => void): NonNullable<Wire["answer"]> {
  const isFirst = forFirst(isCall);
  return (message, response) => {
    const isAnswered = isFirst(message);
    if (isAnswered) send(response);
    return isAnswered;
  };
}

/** Says yes once. */
function forFirst(isWanted: (message: WireMessage) => boolean): (message: WireMessage) => boolean {
  let isDone = false;
  return (message) => {
    if (isDone || !isWanted(message)) return false;
    isDone = true;
    return true;
  };
}
