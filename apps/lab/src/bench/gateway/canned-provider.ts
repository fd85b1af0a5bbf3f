import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ANSWER } from "../workload.ts";

// A provider that answers every request at once with the same completion. `pnpm bench` starts it, and asks for its base URL.

const COMPLETION = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "canned",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: ANSWER, refusal: null } }],
  usage: { prompt_tokens: 240, completion_tokens: 30, total_tokens: 270 },
});

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(COMPLETION);
  });
});

server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

process.once("disconnect", () => process.exit());
process.on("message", () => process.send?.({ baseURL: `http://127.0.0.1:${port}/v1` }));
