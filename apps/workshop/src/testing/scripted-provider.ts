import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";

type Body = { messages: { content: string }[]; [field: string]: unknown };

/**
 * A provider over real HTTP that answers as a function says, and keeps what it was asked. It is closed when the test
 * ends.
 *
 * @param answer The text, or the body of an error with its status.
 */
export async function startScriptedProvider(answer: (body: Body) => string | { status: number; body: object }) {
  const asked: { key: string | undefined; body: Body }[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Body;
    asked.push({ key: request.headers.authorization?.slice("Bearer ".length), body });
    const said = answer(body);
    const usage = { prompt_tokens: 60, completion_tokens: 40, total_tokens: 100 };
    const choices = [{ index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" }];
    const completion = { id: "one", object: "chat.completion", created: 1, model: "some-model-2026", choices, usage };
    response.writeHead(typeof said === "string" ? 200 : said.status, { "content-type": "application/json" });
    response.end(JSON.stringify(typeof said === "string" ? completion : said.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { baseURL: `http://127.0.0.1:${port}/v1`, asked };
}
