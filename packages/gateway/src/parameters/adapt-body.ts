import { wordsOf } from "../answers/to-gateway-error.ts";
import type { GatewayError } from "../errors/gateway-error.ts";
import { isRecord } from "../shared/is-record.ts";

type Body = Record<string, unknown>;

/** Without these the answer would be to another question: better an error than that. */
const NEVER_STRIPPED = ["model", "messages", "stream", "tools", "tool_choice", "response_format"];
/** Parameters whose names are also words of a sentence: they must be quoted to be meant. */
const ORDINARY_WORDS = ["user", "n", "stop", "store", "metadata"];
/** What makes a message or a tool what it is. */
const ESSENTIAL = ["role", "content", "type", "text", "id", "function", "parameters", "tool_calls", "tool_call_id"];

/** Two names for the limit of an answer: when one is refused, the other goes out, so that the limit holds. */
const OTHER_TOKEN_LIMIT: Readonly<Record<string, string>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

/** A refusal, as against a value that is too high or of the wrong type: that is for the caller to know. */
const REFUSAL = new RegExp(
  [
    "un(?:supported|recogni[sz]ed|known|expected)|deprecated|extra(?:_| )|extraneous|forbid|no longer|no such",
    "not (?:a |be )?(?:supported|permitted|allowed|recogni[sz]ed|accepted)|not (?:support|accept|a valid)|disabled",
    "invalid (?:parameter|argument|field)|(?:parameter|argument|field) .{0,40} is invalid",
    "cannot (?:both )?be (?:specified|used|set)|may only|only supports|only .{0,60}(?:supported|allowed|permitted|default)",
  ].join("|"),
  "i",
);

/** Takes what a provider refuses out of the body, and gives the warning; undefined when that cannot be done. */
export function adaptBody(error: GatewayError, body: Body, done: Set<string>): string | undefined {
  const isRefusal = error.kind === "unsupported_param" || REFUSAL.test(wordsOf(error));
  if (!isRefusal || !["unsupported_param", "bad_request"].includes(error.kind)) return undefined;
  for (const name of [error.param ?? "", ...namesIn(wordsOf(error))]) {
    const warning = dropParameter(name, body, done) ?? dropField(name, body, done);
    if (warning) return warning;
  }
  return undefined;
}

/** What may be a name in a sentence, the likeliest first: what is quoted, what has an underscore, any word. */
function namesIn(words: string): string[] {
  const quoted = [...words.matchAll(/[`'"]([\w.[\]]+)[`'"]/g)].map(([, name = ""]) => name);
  const bare = (words.match(/[\w.[\]]+/g) ?? []).filter((name) => !ORDINARY_WORDS.includes(name));
  return [...quoted, ...bare.filter((name) => name.includes("_")), ...bare];
}

function dropParameter(path: string, body: Body, done: Set<string>): string | undefined {
  const [param = ""] = stepsOf(path);
  if (!(param in body) || NEVER_STRIPPED.includes(param) || done.has(param)) return undefined;
  done.add(param);
  const { [param]: value } = body;
  const other = OTHER_TOKEN_LIMIT[param];
  if (other && done.has(other)) return undefined;
  delete body[param];
  if (!other) return `${param} was dropped: the provider refused it, so it was asked again without`;
  body[other] ??= value;
  return `${param} was sent as ${other}: the provider refused the first name, so it was asked again`;
}

/** Takes a field out of all messages or tools: `messages.1.assistant.reasoning`, or only `reasoning`. */
function dropField(path: string, body: Body, done: Set<string>): string | undefined {
  const steps = stepsOf(path);
  const field = steps.at(-1) ?? "";
  const place = steps[0] === "tools" ? "tools" : "messages";
  const items = listOf(body[place]);
  const holders = items.flatMap((item) => [
    item,
    ...listOf(item.content),
    ...listOf(item.tool_calls),
    ...listOf([item.function]),
  ]);
  const mayGo = field !== "" && !ESSENTIAL.includes(field) && !(place === "tools" && field === "name");
  if (!mayGo || done.has(`${place}.${field}`) || !holders.some((holder) => field in holder)) return undefined;
  done.add(`${place}.${field}`);
  const omit = ({ [field]: _, ...rest }: Body): Body => rest;
  const within = (value: unknown) =>
    Array.isArray(value) ? value.map((part) => (isRecord(part) ? omit(part) : part)) : value;
  body[place] = items.map((item) => {
    const { content, tool_calls, function: called, ...rest } = omit(item);
    return {
      ...rest,
      ...(content !== undefined && { content: within(content) }),
      ...(tool_calls !== undefined && { tool_calls: within(tool_calls) }),
      ...(isRecord(called) && { function: omit(called) }),
    };
  });
  return `${field} was dropped from ${place}: the provider refused it, so it was asked again without`;
}

function stepsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== "" && step !== "body" && !/^\d+$/.test(step));
}

function listOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
