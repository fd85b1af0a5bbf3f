import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Fields = Record<string, unknown>;
type Call = { name: string; args: Fields };

/** What the model wants to say: words, or a call. */
type Said = { words: string; call?: never } | { words?: never; call: Call };

/** A provider with what is its own: what it refuses, and how it writes what its model says. */
export type Persona = {
  readonly provider: string;
  readonly model: string;
  readonly what: string;
  /** Why it refuses a request; undefined when it takes it. */
  readonly objects: (body: Fields, messages: readonly Fields[]) => string | undefined;
  readonly write: (said: Said, body: Fields) => { message: Fields; finish: unknown };
};

const callsOf = ({ tool_calls }: Fields) => (tool_calls ?? []) as Fields[];
const asCall = ({ name, args }: Call, id: unknown = "call_1") => ({
  ...{ id, type: "function" },
  function: { name, arguments: JSON.stringify(args) },
});
const write = (said: Said, own: Fields, ownOfCall: Fields = {}, id: unknown = "call_1") => ({
  message: said.call
    ? { ...own, content: null, tool_calls: [{ ...asCall(said.call, id), ...ownOfCall }] }
    : { content: said.words, ...own },
  finish: said.call ? "tool_calls" : "stop",
});
const unknownField = (messages: readonly Fields[], known: readonly string[]) => {
  const field = messages.flatMap((message) => Object.keys(message)).find((name) => !known.includes(name));
  return field && `property '${field}' is unsupported`;
};
const KNOWN = ["role", "content", "tool_calls", "tool_call_id"];

/** Shapes of real providers, with an invented model behind each. */
export const PERSONAS: readonly Persona[] = [
  {
    ...{ provider: "ollama", model: "thinker", what: "thinks aloud, and spells calls and stop reasons its own way" },
    objects: () => undefined,
    write: ({ words, call }) => ({
      message: {
        content: `<think>\nPerhaps {"label":"stormy"}?\n</think>\n\n${words ?? ""}`,
        ...(call && { tool_calls: [{ function: { name: call.name, arguments: call.args } }] }),
      },
      finish: "STOP",
    }),
  },
  {
    ...{ provider: "ollama", model: "gemma", what: "takes no tools" },
    objects: ({ tools }) => (tools ? "registry.ollama.ai/library/gemma does not support tools" : undefined),
    write: ({ words, call }, { response_format }) => ({
      message: {
        content: words ?? JSON.stringify(response_format ? call?.args : { tool: call?.name, arguments: call?.args }),
      },
      finish: "stop",
    }),
  },
  {
    ...{ provider: "deepseek", model: "thinker", what: "cannot be forced, and wants its thoughts back" },
    objects(body, messages) {
      if (body.tool_choice === "required") return "Thinking mode does not support this tool_choice";
      const isMissing = messages.some((one) => one.role === "assistant" && typeof one.reasoning_content !== "string");
      return isMissing ? "Missing `reasoning_content` field in the assistant message" : undefined;
    },
    write: (said) => write(said, { reasoning_content: "Hm." }),
  },
  {
    ...{ provider: "gemini", model: "gemini-3-pro", what: "signs its calls, and gives them no id" },
    objects: (_, messages) =>
      messages.flatMap(callsOf).some(({ extra_content }) => !JSON.stringify(extra_content ?? "").includes("signed"))
        ? "Function call is missing a thought_signature in functionCall parts"
        : undefined,
    write: (said) => write(said, {}, { extra_content: { google: { thought_signature: "signed" } } }, ""),
  },
  {
    ...{ provider: "mistral", model: "magistral", what: "answers in parts, and refuses what it does not know" },
    objects: (_, messages) => unknownField(messages, KNOWN),
    write: (said) => {
      const thinking = { type: "thinking", thinking: [{ type: "text", text: "Hm." }] };
      const content = said.words ? [thinking, { type: "text", text: said.words }] : [thinking];
      return { ...write(said, {}, {}, "abcdefghi"), message: { ...write(said, {}, {}, "abcdefghi").message, content } };
    },
  },
  {
    ...{ provider: "groq", model: "m", what: "refuses two parameters in words, and fields of its own" },
    objects(body, messages) {
      for (const name of ["max_completion_tokens", "temperature"]) {
        if (name in body) return `Unsupported parameter: '${name}' is not supported with this model.`;
      }
      return unknownField(messages, KNOWN);
    },
    write: (said) => write(said, { refusal: null, reasoning: "Hm." }),
  },
];

/** What the model of every persona does: it looks before it answers, and answers what it is asked for. */
function think(messages: readonly Fields[], tools: string): Said {
  const isTold = /"role":"tool"|The tool returned/.test(JSON.stringify(messages.slice(1)));
  if (tools.includes("search_document") && !isTold)
    return { call: { name: "search_document", args: { query: "tide" } } };
  if (tools.includes("sections")) return { call: { name: "final_answer", args: { answer: "At six.", sections: [1] } } };
  if (tools.includes('"confidence"')) return { call: { name: "final_answer", args: { label: "calm", confidence: 1 } } };
  const isFirst = messages.filter(({ role }) => role === "user").length === 1;
  if (tools.includes("kit__classify") && isFirst && !isTold) {
    return { call: { name: "kit__classify", args: { text: "A still sea.", labels: ["calm", "rough"] } } };
  }
  return { words: "The harbour is quiet." };
}

/** A provider on loopback that plays a persona, whole or as a stream. */
export async function startProvider({ objects, write: spell }: Persona) {
  const refused: string[] = [];
  const asked: Fields[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Fields;
    const messages = body.messages as Fields[];
    asked.push(body);
    const objection = objects(body, messages);
    if (objection) {
      refused.push(objection);
      response.writeHead(400, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ error: { message: objection } }));
    }
    const said = think(messages, JSON.stringify(body.tools ?? [body.response_format, messages[0]?.content]));
    const { message, finish } = spell(said, body);
    const head = { id: "gen", created: 0 };
    if (!body.stream) {
      response.setHeader("content-type", "application/json");
      const choices = [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }];
      return void response.end(JSON.stringify({ ...head, object: "chat.completion", choices }));
    }
    response.setHeader("content-type", "text/event-stream");
    for (const choice of [{ delta: message }, { delta: {}, finish_reason: finish }]) {
      response.write(`data: ${JSON.stringify({ ...head, choices: [{ index: 0, ...choice }] })}\n\n`);
    }
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { baseURL: `http://127.0.0.1:${port}/v1`, asked, refused, close };
}
