import { describe, expect, it } from "vitest";
import { catchError } from "../testing/catch-error.ts";
import { chunk, HELLO, sendEvents } from "../testing/send-events.ts";
import { type Answer, COMPLETION, sendJSON, sendText, startStub } from "../testing/start-stub.ts";
import { createGateway } from "./create-gateway.ts";

const messages = [{ role: "user" as const, content: "A secret of mine" }];
const HEADERS = { "x-own-key": "own-key-0123456789" };
const MODES = ["completion", "stream"] as const;

describe.each(MODES)("the wire of a %s", (mode) => {
  async function start(answer: Answer) {
    const { baseURL, seen } = await startStub(answer);
    const providers = { groq: { baseURL, apiKey: "right-key", headers: HEADERS } };
    const gateway = createGateway({ env: {}, providers });
    const request = { model: "groq/m", messages };
    const ask = () => (mode === "stream" ? gateway.stream(request).final() : gateway.completion(request));
    return { ask, seen, baseURL };
  }
  const redirect = (status: number, to: string) => (): Answer => (response) => {
    response.writeHead(status, { location: to }).end();
  };

  it.each([301, 302, 303, 307, 308])("sends nothing to another origin after a %i, and names it", async (status) => {
    const elsewhere = await startStub();
    const { ask, seen } = await start(redirect(status, `${elsewhere.baseURL}/chat/completions?k=v`)());
    const error = await catchError(ask());
    expect(error).toMatchObject({ kind: "invalid_response", status, trail: [{ isUnsent: true }] });
    expect(error.message).toContain(`HTTP ${status} to "${elsewhere.baseURL}/chat/completions". Fix: Nothing was sent`);
    expect([seen.length, elsewhere.seen]).toEqual([1, []]);
  });

  it.each([301, 302, 307, 308])("asks the same again within the origin after a %i", async (status) => {
    const { ask, seen } = await start((response, request) => {
      if (request.url === "/v2")
        return (mode === "stream" ? sendEvents(HELLO) : sendJSON(200, COMPLETION))(response, request);
      response.writeHead(status, { location: "/v2" }).end();
    });
    expect((await ask()).choices[0]?.message.content).toBe("Hello.");
    expect(seen.map(({ url, body }) => [url, body.messages])).toEqual([
      ["/v1/chat/completions", messages],
      ["/v2", messages],
    ]);
    expect(seen[1]?.headers).toMatchObject({ authorization: "Bearer right-key", ...HEADERS });
  });

  it("goes round in circles for a while only", async () => {
    const { ask, seen } = await start(redirect(307, "/v1/chat/completions")());
    expect((await catchError(ask())).kind).toBe("invalid_response");
    expect(seen.length).toBeLessThan(10);
  });

  const events = (text: string, type = "text/event-stream") => sendText(200, text, type);
  const data = (...chunks: unknown[]) => chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join("");
  const hello = data(...HELLO);

  it.each<[string, Answer]>([
    ["events in place of JSON", events(hello)],
    ["events that are called JSON", events(hello, "application/json")],
    ["events that are called text", events(hello, "text/plain")],
    ["a completion that is called a stream", events(JSON.stringify(COMPLETION))],
    ["a completion that is called HTML", events(`\n\n${JSON.stringify(COMPLETION)}`, "text/html")],
    ["a completion without a content type", (response) => void response.end(JSON.stringify(COMPLETION))],
    [
      "events without data between the others",
      events(`: hi\n\nevent: ping\n\ndata:\n\nid: 1\n\n${hello}data: [DONE]\n\n`),
    ],
    ["keep-alive events with empty data", events(`event: keepalive\ndata: \n\nretry: 5\n\n${hello}`)],
    ["lines that end as on Windows", events(`${hello}data: [DONE]\n\n`.replaceAll("\n", "\r\n"))],
    ["no empty line at the end", events(hello.trimEnd())],
    ["more behind the end", events(`${hello}data: [DONE]\n\ndata: {no\n\n`)],
    ["a byte order mark", events(`\uFEFF${hello}`)],
    ["chunks that begin with nothing", events(data({ choices: [] }, { choices: [null] }, { id: "" }, ...HELLO))],
    ["deltas that are null", events(data({ choices: [{ index: 0, delta: null }] }, { choices: [{}] }, ...HELLO))],
  ])("reads %s", async (_, answer) => {
    const { ask } = await start(answer);
    const { choices, model } = await await ask();
    expect([choices[0]?.message.content, choices[0]?.finish_reason, model]).toEqual(["Hello.", "stop", "some-model"]);
  });

  it.each<[string, Answer, string, string]>([
    [
      "a code in words",
      sendJSON(200, { error: { message: "Slow", code: "rate_limit_exceeded" } }),
      "rate_limit",
      "Slow",
    ],
    ["a code as text", sendJSON(200, { code: "429", message: "Slow" }), "rate_limit", "Slow"],
    ["a status", sendJSON(200, { status: 401, message: "Who?" }), "auth", "Who?"],
    ["a flat object", sendJSON(200, { object: "error", message: "Away", code: 503 }), "server", "Away"],
    ["a detail", sendJSON(200, { detail: "Not today" }), "invalid_response", "Not today"],
    ["text under error", sendJSON(200, { error: "Quite broken" }), "invalid_response", "Quite broken"],
    ["an event of that name", events('event: error\ndata: {"text":"Gone","message":"Gone"}\n\n'), "server", "Gone"],
    ["a flat event", events('data: {"message":"Wait","code":429}\n\n'), "rate_limit", "Wait"],
    ["a page", events("<p>Sign in</p>", "text/html"), "invalid_response", "<p>Sign in</p>"],
  ])("quotes an error behind status 200 that is %s", async (_, answer, kind, words) => {
    const error = await catchError((await start(answer)).ask());
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(words);
  });

  it.each(["404 page not found", '{"detail":"Not Found"}', "<h1>Nope</h1>", ""])(
    "names the address that was asked when %j says that nothing is there",
    async (body) => {
      const { ask, baseURL } = await start(sendText(404, body, "text/plain"));
      const { kind, message } = await catchError(ask());
      expect(kind).toBe("not_found");
      expect(message).toContain(`HTTP 404 at ${baseURL}/chat/completions`);
    },
  );

  it("never ends in half an answer", async () => {
    const half = await start(events(data(chunk({ content: "Hel" }))));
    expect((await catchError(half.ask())).kind).toBe("stream_truncated");
    const broken = await start(events('{"choices":[{"index":0,"mess', "application/json"));
    expect((await catchError(broken.ask())).kind).toBe("invalid_response");
  });
});
