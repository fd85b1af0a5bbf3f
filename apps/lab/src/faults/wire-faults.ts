import { request, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { ErrorCode } from "@kit/protocol";
import { overHttp, overStdio } from "./carriers.ts";
import type { Fault } from "./fault.ts";
import { HTTP_ARGS } from "./test-bed.ts";
import { forFirst, type Wire, type WireMessage } from "./wire.ts";

/** More than a line of stdio may have, and the body of an HTTP request, in bytes. */
const LINE_TOO_LONG = 17 * 1024 * 1024;
const BODY_TOO_LONG = 33 * 1024 * 1024;
const NOISE = [
  "not json",
  "[]",
  '{"jsonrpc":"1.0","id":"noise","method":"x"}',
  '{"jsonrpc":"2.0","id":null,"method":"x"}',
];

/** What goes wrong with the lines of stdio, on either pipe, and with the requests and responses of HTTP. */
export const WIRE_FAULTS: readonly Fault[] = [
  {
    name: "the server writes a line of its own between messages",
    ends: overStdio("result"),
    connection: () => ({ wire: { toClient: (line) => [`Debugger attached.\n${line}\n`] } }),
  },
  {
    name: "the server writes text without a newline before its answer, which cannot be read",
    ends: overStdio("invalid_result"),
    connection: () => ({
      wire: changeResult((line) => [`Loading… ${line}\n`]),
    }),
  },
  {
    name: "the client writes lines that are no messages",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: (line) => [...NOISE.map((noise) => `${noise}\n`), `${line}\n`] } }),
  },
  {
    name: "every line comes in pieces of a few bytes",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: inPieces, toClient: inPieces } }),
  },
  {
    name: "two lines come in one piece",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: (line) => [`${line}\n${PING}\n`] } }),
  },
  {
    name: "the client's line is too long, which the server says at once",
    ends: overStdio("tool_failed"),
    run: (bed) => bed.call({ padding: LINE_TOO_LONG }),
  },
  {
    name: "the server's line is too long",
    ends: overStdio("invalid_result"),
    connection: () => ({ wire: changeResult((line) => [pad(line), "\n"]) }),
  },
  {
    name: "the body of a request is not JSON",
    ends: overHttp("invalid_http_request"),
    run: (bed) => codeOfPost(bed.url, '{"jsonrpc":'),
  },
  {
    name: "an answer of fifteen million zeros comes in one request",
    ends: overHttp("invalid_http_request"),
    run: (bed) => codeOfPost(bed.url, `{"jsonrpc":"2.0","id":1,"result":{"content":[0${",0".repeat(15_000_000)}]}}`),
  },
  {
    name: "a batch brings more requests than a minute may have",
    ends: overHttp("too_many_requests"),
    async run(bed) {
      const server = bed.startOtherServer([...HTTP_ARGS, "--rate-limit", "10"]);
      const [, url = ""] = await server.said(/Listening on (http:\S+)/);
      const code = await codeOfPost(url, JSON.stringify(Array(100).fill(JSON.parse(PING))));
      server.child.kill("SIGTERM");
      await server.exited;
      return code;
    },
  },
  {
    name: "the server is opened to another host without a token",
    ends: overHttp("gone"),
    async run(bed) {
      const server = bed.startOtherServer([...HTTP_ARGS, "--allowed-host", "kit.example"]);
      await server.said(/a bearer token is required/);
      await server.exited;
      return "gone";
    },
  },
  {
    name: "the body of a request breaks off",
    ends: overHttp("gone"),
    async run(bed) {
      const broken = request(bed.url, { method: "POST", headers: { "content-length": 1_000 } });
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
    run: (bed) => bed.call({ padding: BODY_TOO_LONG }),
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
    name: "the response grows when it is unpacked",
    ends: overHttp("answer_too_large"),
    endsConnection: true,
    connection: () => ({ wire: { answer: answerFirst(sendBomb) } }),
  },
  {
    name: "something else answers with a page of HTML",
    ends: overHttp("server_unreachable"),
    connection: () => ({ wire: { answer: answerFirst(sendPage) } }),
  },
];

const PING = '{"jsonrpc":"2.0","id":"ping","method":"ping"}';

function isResult(line: string): boolean {
  return line.includes('"structuredContent"');
}

function pad(line: string): string {
  return line.replace("{", `{"padding":"${"x".repeat(LINE_TOO_LONG)}",`);
}

/** Changes the server's result on its way, and leaves all other lines as they are. */
function changeResult(change: (line: string) => string[]): Wire {
  const isFirst = forFirst(isResult);
  return { toClient: (line) => (isFirst(line) ? change(line) : [`${line}\n`]) };
}

/** Pieces of fewer bytes than a character may have. */
function inPieces(line: string): string[] {
  return `${line}\n`.match(/[\s\S]{1,7}/g) ?? [];
}

const isCall = ({ method }: WireMessage): boolean => method === "tools/call";

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": \n\n", () => response.destroy());
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in</p>");
}

function sendBomb(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
  response.end(gzipSync(Buffer.alloc(200_000_000, " ")));
}

/** The code with which a server refuses what is posted. */
async function codeOfPost(url: string, body: string): Promise<ErrorCode> {
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const response = await fetch(url, { method: "POST", headers, body });
  const { error } = (await response.json()) as { error: { data: { "kit/error": { code: ErrorCode } } } };
  return error.data["kit/error"].code;
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
