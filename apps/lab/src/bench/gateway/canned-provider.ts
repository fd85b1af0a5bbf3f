import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ANSWER } from "../workload.ts";

// A provider that answers every request at once, with the reference that its document has. `pnpm bench` starts it, and
// asks for its base URL.

const COMPLETION = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "canned",
  usage: { prompt_tokens: 240, completion_tokens: 30, total_tokens: 270 },
};

function completionFor(body: string): string {
  const [reference = ""] = /Reference \d+\./.exec(body) ?? [];
  const message = { role: "assistant", content: `${ANSWER} ${reference}`.trim(), refusal: null };
  return JSON.stringify({ ...COMPLETION, choices: [{ index: 0, finish_reason: "stop", message }] });
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(completionFor(body));
  });
});

server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

process.once("disconnect", () => process.exit());
process.on("message", () => process.send?.({ baseURL: `http://127.0.0.1:${port}/v1` }));
