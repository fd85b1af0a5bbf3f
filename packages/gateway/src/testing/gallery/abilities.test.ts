import { describe, expect, it } from "vitest";
import { createGateway } from "../../gateway/create-gateway.ts";
import { runToolLoop } from "../../gateway/tool-loop.ts";
import type { CompletionReply, CompletionRequest } from "../../shared/completion.ts";
import { catchError } from "../catch-error.ts";
import { sendEvents } from "../send-events.ts";
import { sendJSON, startStub } from "../start-stub.ts";
import { body, call, chunks } from "./recording.ts";

type Body = Record<string, unknown>;

const parameters = { type: "object", properties: { label: { type: "string" } } };
const tool = (name: string) => ({ type: "function" as const, function: { name, description: "A tool.", parameters } });
const question = { role: "user" as const, content: "Which?" };
const FORCED = { messages: [question], tools: [tool("final_answer")], tool_choice: "required" as const };

/** A model that answers when nothing in the request offends it. */
async function start(
  refuse: (body: Body) => [status: number, message: string] | undefined,
  say: (body: Body) => object,
) {
  const { baseURL, seen } = await startStub((response, request) => {
    const refusal = refuse(request.body);
    const message = say(request.body);
    if (refusal) sendJSON(refusal[0], { error: { message: refusal[1] } })(response);
    else if (request.body.stream) sendEvents(chunks([message]))(response, request);
    else sendJSON(200, body(message))(response);
  });
  const gateway = createGateway({ env: {}, providers: { ollama: { baseURL } } });
  const ask = (given: Partial<CompletionRequest>) =>
    gateway.completion({ model: "ollama/m", messages: [question], ...given });
  const stream = (given: Partial<CompletionRequest>) =>
    gateway.stream({ model: "ollama/m", messages: [question], ...given });
  return { gateway, ask, stream, seen };
}

function callsOf({ choices: [choice] }: CompletionReply) {
  const calls = choice?.message.tool_calls ?? [];
  return calls.flatMap((one) =>
    one.type === "function" ? [[one.function.name, JSON.parse(one.function.arguments)]] : [],
  );
}

const isForcing = ({ tool_choice: choice }: Body) => choice === "required" || typeof choice === "object";

describe("a model that cannot be forced to call a tool", () => {
  it.each([
    "Thinking mode does not support this tool_choice",
    "The tool_choice parameter does not support being set to required or object in thinking mode",
    "tool_choice='required' is not supported",
    "Thinking may not be enabled when tool_choice forces tool use.",
    "Unsupported value: 'tool_choice'",
    "Forced function calling is not supported by this model",
  ])("that says %j is asked to choose by itself, at once from then on", async (message) => {
    for (const tool_choice of ["required", { type: "function", function: { name: "final_answer" } }] as const) {
      const say = () => ({ tool_calls: [call("a", "final_answer", '{"label":"x"}')] });
      const { ask, stream, seen } = await start((sent) => (isForcing(sent) ? [400, message] : undefined), say);
      const reply = await ask({ ...FORCED, tool_choice });
      expect(callsOf(reply)).toEqual([["final_answer", { label: "x" }]]);
      expect(reply.kit.warnings).toEqual([expect.stringContaining("tool_choice was sent as auto")]);
      const next = await stream({ ...FORCED, tool_choice }).final();
      expect([callsOf(next), next.kit.attempts]).toEqual([[["final_answer", { label: "x" }]], 1]);
      expect(next.kit.warnings).toEqual([expect.stringContaining("tool_choice was sent as auto")]);
      expect(seen).toHaveLength(3);
    }
  });
});

const NO_TOOLS: [number, string][] = [
  [400, "registry.ollama.ai/library/gemma3:4b does not support tools"],
  [404, "No endpoints found that support tool use. Try disabling tools."],
  [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
  [500, "tools param requires --jinja flag"],
  [400, "`tool calling` is not supported with this model"],
  [400, "Function calling is not enabled for this model"],
  [400, "This model doesn't support function calling"],
  [400, "Unsupported parameter: 'tools'"],
  [400, "Functions are not supported"],
  [400, "The model is not capable of tool calling"],
  [400, "Tool calling is unavailable for m"],
  [422, "tools: Extra inputs are not permitted"],
];
const noTools = (status: number, message: string) => (sent: Body) =>
  "tools" in sent ? ([status, message] as [number, string]) : undefined;

describe("a model that takes no tools", () => {
  it.each(NO_TOOLS)("with HTTP %i, %j answers with JSON, which is read as the call", async (status, message) => {
    for (const text of [
      '{"label":"x"}',
      'Sure:\n```json\n{"label":"x"}\n```',
      '{"tool":"final_answer","arguments":{"label":"x"}}',
    ]) {
      const { ask, stream, seen } = await start(noTools(status, message), () => ({ content: text }));
      const reply = await ask(FORCED);
      expect(callsOf(reply)).toEqual([["final_answer", { label: "x" }]]);
      expect(reply.choices[0]).toMatchObject({ finish_reason: "tool_calls", message: { content: null } });
      expect(reply.kit.warnings.at(-1)).toContain("tools were written into the instructions");
      const sent = seen.at(-1)?.body ?? {};
      expect(Object.keys(sent)).not.toContain("tool_choice");
      expect(JSON.stringify(sent.messages)).toContain("label");
      expect(sent.response_format).toMatchObject({ type: "json_schema", json_schema: { schema: parameters } });

      const streamed = stream(FORCED);
      const deltas: unknown[] = [];
      for await (const { choices } of streamed) deltas.push(choices[0]?.delta);
      const final = await streamed.final();
      expect([callsOf(final), final.kit.attempts]).toEqual([[["final_answer", { label: "x" }]], 1]);
      expect(JSON.stringify(deltas)).not.toContain('content":"{');
      expect(deltas).toContainEqual(expect.objectContaining({ tool_calls: [expect.objectContaining({ index: 0 })] }));
    }
  });

  it("and no schema either is asked in words alone", async () => {
    const refuse = (sent: Body) =>
      noTools(400, "m does not support tools")(sent) ??
      ("response_format" in sent ? ([400, "response_format is not supported"] as [number, string]) : undefined);
    const { ask, seen } = await start(refuse, () => ({ content: '{"label":"x"}' }));
    expect(callsOf(await ask(FORCED))).toEqual([["final_answer", { label: "x" }]]);
    expect(callsOf(await ask(FORCED))).toEqual([["final_answer", { label: "x" }]]);
    expect(seen).toHaveLength(4);
  });

  it("chooses among tools, hears their results in words, and then answers", async () => {
    const say = ({ messages }: Body) => {
      const isTold = JSON.stringify(messages).includes("It is blue.");
      return { content: isTold ? "Blue, says the tool." : '{"tool":"look","arguments":{"label":"sea"}}' };
    };
    const { gateway, seen } = await start(noTools(400, "m does not support tools"), say);
    const called: unknown[] = [];
    const written: string[] = [];
    const callTool = async (name: string, args: unknown) => {
      called.push([name, args]);
      return "It is blue.";
    };
    const request = { model: "ollama/m", messages: [question], tools: [tool("look"), tool("hear")] };
    await runToolLoop(gateway, request, { callTool, onText: (delta) => written.push(delta) });
    expect(called).toEqual([["look", { label: "sea" }]]);
    expect(written.join("")).toBe("Blue, says the tool.");
    const roles = ((seen.at(-1)?.body.messages ?? []) as Body[]).map(({ role }) => role);
    expect(roles).toEqual(["system", "user", "assistant", "user"]);
    expect(seen).toHaveLength(3);
  });

  it("that answers in words though it must call stays with its words, also where they are held back", async () => {
    for (const text of ["I do not know.", "[1] is not JSON that calls", "{no"]) {
      const { ask, stream } = await start(noTools(400, "m does not support tools"), () => ({ content: text }));
      expect((await ask(FORCED)).choices[0]?.message).toMatchObject({ content: text });
      const streamed = stream(FORCED);
      let shown = "";
      for await (const { choices } of streamed) shown += choices[0]?.delta.content ?? "";
      expect(shown).toBe(text);
    }
  });

  it("must answer in the end: then it hears of no tools, and its history is in words", async () => {
    const { ask, stream, seen } = await start(noTools(400, "m does not support tools"), () => ({ content: "Done." }));
    const called = { role: "assistant" as const, content: null, tool_calls: [call("a", "look", "{}") as never] };
    const told = { role: "tool" as const, tool_call_id: "a", content: "Blue." };
    const given = { messages: [question, called, told, told], tools: [tool("look")], tool_choice: "none" as const };
    for (const reply of [await ask(given), await stream(given).final()]) {
      expect(reply.choices[0]?.message.content).toBe("Done.");
    }
    const sent = (seen.at(-1)?.body.messages ?? []) as Body[];
    expect(sent.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(seen).toHaveLength(3);
  });

  it("is known from the settings, and then not tried", async () => {
    const { baseURL, seen } = await startStub(sendJSON(200, body({ content: '{"label":"x"}' })));
    const gateway = createGateway({
      env: {},
      providers: { ollama: { baseURL } },
      can: { "ollama/m": { tools: false } },
    });
    expect(callsOf(await gateway.completion({ model: "ollama/m", ...FORCED }))).toHaveLength(1);
    expect(seen.map((request) => "tools" in request.body)).toEqual([false]);
  });

  it("and cuts its answer off calls nothing", async () => {
    const { baseURL } = await startStub((response, request) => {
      if ("tools" in request.body) sendJSON(400, { error: { message: "m does not support tools" } })(response);
      else sendJSON(200, body({ content: '{"label":"x"} and {"labe' }, "length"))(response);
    });
    const gateway = createGateway({ env: {}, providers: { ollama: { baseURL } } });
    const { choices } = await gateway.completion({ model: "ollama/m", ...FORCED });
    expect(choices[0]).toMatchObject({ finish_reason: "length" });
    expect(choices[0]?.message.tool_calls).toBeUndefined();
  });

  it("a schema that a provider does not like is no reason to do without tools", async () => {
    const message = "Invalid schema for function 'look': 'oneOf' is not supported";
    const { ask, seen } = await start(noTools(400, message), () => ({ content: "x" }));
    expect((await catchError(ask(FORCED))).message).toContain("Invalid schema");
    expect(seen).toHaveLength(1);
  });
});
