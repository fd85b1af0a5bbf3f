import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What a model server got, as far as an attack is about it. */
export type ModelRequest = {
  max_tokens?: number;
  messages: unknown[];
  tools?: { function: { name: string } }[];
} & Record<string, unknown>;

/** A model server on loopback that keeps what it gets. */
export type RecordingModel = {
  baseURL: string;
  requests: readonly ModelRequest[];
  close(): Promise<void>;
};

/**
 * Starts an OpenAI-compatible server whose model calls the first tool that it is given, and else says the same to
 * everybody.
 *
 * @param beforeAnswer Holds each answer back until it resolves. Default: none is held back.
 */
export async function startRecordingModel(
  beforeAnswer: (request: ModelRequest) => Promise<void> = async () => undefined,
): Promise<RecordingModel> {
  const requests: ModelRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = (await json(incoming)) as ModelRequest;
    requests.push(request);
    await beforeAnswer(request);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answerTo(request)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answerTo({ tools: [tool] = [] }: ModelRequest) {
  const use = tool && { id: "call_1", type: "function", function: { name: tool.function.name, arguments: "{}" } };
  const message = use === undefined ? { content: "As you wish." } : { content: null, tool_calls: [use] };
  return {
    id: "answer",
    object: "chat.completion",
    created: 0,
    model: "recorder",
    choices: [
      {
        index: 0,
        finish_reason: use ? "tool_calls" : "stop",
        message: { role: "assistant", refusal: null, ...message },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
  };
}
