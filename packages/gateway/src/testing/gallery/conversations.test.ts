import { describe, expect, it } from "vitest";
import { createGateway } from "../../gateway/create-gateway.ts";
import { runToolLoop } from "../../gateway/tool-loop.ts";
import type { CompletionRequest } from "../../shared/completion.ts";
import { HELLO, sendEvents } from "../send-events.ts";
import { COMPLETION, sendJSON, startStub } from "../start-stub.ts";
import { CONVERSING, type Conversing } from "./conversations.ts";

const question = { role: "user" as const, content: "How is the sea?" };
const tools = [{ type: "function" as const, function: { name: "look" } }];

/** Plays the providers: each calls the tool first, and looks at what comes back. */
async function play(...providers: readonly Conversing[]) {
  const stubs = await Promise.all(
    providers.map(({ body, chunks, objects }) =>
      startStub((response, { body: { messages, stream } }) => {
        const history = messages as Record<string, unknown>[];
        const objection = history.map(objects).find(Boolean);
        const isSecond = history.some(({ role }) => role === "tool");
        if (objection) sendJSON(400, { error: { message: objection } })(response);
        else if (stream) sendEvents(isSecond ? HELLO : chunks)(response, {} as never);
        else sendJSON(200, isSecond ? COMPLETION : body)(response);
      }),
    ),
  );
  const entries = providers.map(({ provider }, index) => [provider, { baseURL: stubs[index]?.baseURL, apiKey: "k" }]);
  return { gateway: createGateway({ env: {}, providers: Object.fromEntries(entries) }), stubs };
}

/** The history as a server of MCP sends it back: what a sampling message holds, and no more. */
function toHistory(reply: Awaited<ReturnType<ReturnType<typeof createGateway>["completion"]>>) {
  const calls = (reply.choices[0]?.message.tool_calls ?? []).flatMap((call) =>
    call.type === "function" ? [call] : [],
  );
  const tool_calls = calls.map(({ id, function: { name, arguments: json } }) => ({
    ...{ id, type: "function" as const },
    function: { name, arguments: JSON.stringify(JSON.parse(json)) },
  }));
  const results = calls.map(({ id }) => ({ role: "tool" as const, tool_call_id: id, content: "Blue." }));
  return [question, { role: "assistant" as const, content: null, tool_calls }, ...results];
}

describe("two turns with a tool", () => {
  it.each(CONVERSING)("at $provider, asked at once, with a history that has crossed to a server", async (provider) => {
    const { gateway } = await play(provider);
    const model = `${provider.provider}/${provider.model}`;
    const first = await gateway.completion({ model, messages: [question], tools });
    const second = await gateway.completion({ model, messages: toHistory(first), tools });
    expect(second.choices[0]?.message.content).toBe("Hello.");
    expect(second.kit.attempts).toBe(1);
  });

  it.each(CONVERSING)("at $provider, as a stream, and again with all that was said", async (provider) => {
    const { gateway, stubs } = await play(provider);
    const request: CompletionRequest = { model: `${provider.provider}/${provider.model}`, messages: [question], tools };
    const said = await runToolLoop(gateway, request, { callTool: async () => "Blue." });
    const next = await gateway.completion({ ...request, messages: [...said.messages, question] });
    expect(next.choices[0]?.message.content).toBe("Hello.");
    expect(stubs[0]?.seen).toHaveLength(3);
  });

  const pairs = CONVERSING.flatMap((from) => CONVERSING.map((to) => [from.provider, to.provider, from, to] as const));
  it.each(pairs.filter(([from, to]) => from !== to))("begun at %s, and ended at %s", async (_, __, from, to) => {
    const { gateway } = await play(from, to);
    const first = await gateway.completion({ model: `${from.provider}/${from.model}`, messages: [question], tools });
    const model = `${to.provider}/${to.model}`;
    const messages = [question, first.choices[0]?.message ?? question, ...toHistory(first).slice(2)];
    expect((await gateway.completion({ model, messages, tools })).kit.attempts).toBe(1);
  });

  it("an answer without words or calls is not sent back: many providers refuse it", async () => {
    const { baseURL, seen } = await startStub();
    const gateway = createGateway({ env: {}, providers: { custom: { baseURL } } });
    const empty = [null, "", " "].map((content) => ({ role: "assistant" as const, content }));
    await gateway.completion({ model: "custom/m", messages: [question, ...empty, question] });
    expect(seen[0]?.body.messages).toEqual([question, question]);
  });

  it("arguments that are no JSON object go back as an empty one: many providers read them", async () => {
    const { baseURL, seen } = await startStub();
    const gateway = createGateway({ env: {}, providers: { custom: { baseURL } } });
    const written = ['{"at":"se', "[1]", "", '{"at":"sea"}'];
    const tool_calls = written.map((args, index) => ({
      ...{ id: `call_${index}`, type: "function" as const },
      function: { name: "look", arguments: args },
    }));
    const results = tool_calls.map(({ id }) => ({ role: "tool" as const, tool_call_id: id, content: "Error." }));
    const messages = [question, { role: "assistant" as const, content: null, tool_calls }, ...results];
    await gateway.completion({ model: "custom/m", messages });
    const sent = (seen[0]?.body.messages ?? []) as typeof messages;
    const args = sent.flatMap((message) => ("tool_calls" in message ? message.tool_calls : []));
    expect(args.map((call) => call.function.arguments)).toEqual(["{}", "{}", "{}", '{"at":"sea"}']);
  });

  it("what a provider wants back does not go to another key, nor with another call", async () => {
    const [gemini] = CONVERSING.filter(({ provider }) => provider === "gemini");
    if (!gemini) throw new Error("There is no Gemini in the gallery.");
    const { gateway, stubs } = await play(gemini);
    const model = "gemini/gemini-3-pro";
    const first = await gateway.completion({ model, messages: [question], tools });
    const [asked, called, ...results] = toHistory(first);
    const other = JSON.parse(JSON.stringify(called).replace("sea", "sky"));
    await gateway.completion({ model, messages: [asked ?? question, other, ...results], tools });
    const providers = { gemini: { baseURL: stubs[0]?.baseURL, apiKey: "other" } };
    await createGateway({ env: {}, providers }).completion({ model, messages: toHistory(first), tools });
    const sent = stubs[0]?.seen.map(({ body }) => JSON.stringify(body).includes('"signed"'));
    expect(sent).toEqual([false, false, false]);
  });
});
