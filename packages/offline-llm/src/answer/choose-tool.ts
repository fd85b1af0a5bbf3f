import type { ChatRequest, Message, Tool } from "../wire/chat-request.ts";
import type { Answer } from "../wire/completion.ts";
import { isRecord, parseRecord } from "../wire/http.ts";
import { answerQuestion, searchWords } from "./answer-question.ts";
import { fillSchema, type Sources, TEXT } from "./fill-schema.ts";
import { readInstructions } from "./instructions.ts";
import type { Task } from "./read-task.ts";
import { isOfItself, skillOf } from "./say.ts";
import { readStems, separateWords } from "./words.ts";

/** A call of this task that was answered. */
type Done = { name: string; input: Record<string, unknown>; result: string };

const TAKES_ANSWER =
  /\bfinal\b|\byour (?:final )?answer\b|\b(?:takes?|gives?|submits?) (?:the |your )?(?:final )?answer\b|\bconclude\b/i;
const SEARCHES = /\b(?:search|finds?|look ?up|query)\b/i;
const READS = /\b(?:reads?|opens?|fetch|returns?|gets?)\b/i;
/** So many parts are read before the answer is given. */
const MAX_READS = 3;
/** What a tool must score to be called by itself: a word of its name, or two of its description. */
const THRESHOLD = 2;

/**
 * Decides whether to call a tool, and which: to answer a question it searches, reads what was found, and hands in its
 * answer; otherwise it calls the tool that the request speaks of. Undefined when words are the better answer.
 */
export async function chooseTool(request: ChatRequest, task: Task): Promise<Answer | undefined> {
  const { mode, only } = request.toolChoice;
  if (mode === "none") return undefined;
  const offered = request.tools.filter(({ name }) => only === undefined || only.includes(name));
  const done = callsSince(request.messages);
  const final = offered.find((tool) => TAKES_ANSWER.test(wordsOf(tool)));
  const search = offered.find((tool) => tool !== final && SEARCHES.test(wordsOf(tool)) && fieldOf(tool, ["string"]));
  const [best] = offered
    .map((tool) => ({ tool, score: scoreOf(tool, task) }))
    .filter(({ tool }) => mode === "required" || !done.some(({ name }) => name === tool.name))
    .sort((a, b) => b.score - a.score);

  const isFree = mode === "auto" && final === undefined;
  const isSpokenOf = best !== undefined && best.score >= THRESHOLD && best.tool !== search;
  const isAsked = task.text === "" && task.question !== undefined && !isOfItself(task.question);
  if (search !== undefined && (final !== undefined || !isSpokenOf) && isAsked) {
    const next = nextLookUp({ question: task.question ?? "", search, offered, done });
    if (next !== undefined) return toCall(next.tool, next.input, []);
    if (isFree) return undefined;
  }
  const tool = final ?? best?.tool;
  if (tool === undefined || (isFree && (!isSpokenOf || done.length > 0))) return undefined;
  const isSourced = final !== undefined && done.length > 0;
  const sources = isSourced ? readSources(task.question ?? task.request, done) : undefined;
  const { value, missing } = await fillSchema(tool.parameters, { task, sources, isStrict: isFree });
  // A call with made-up arguments helps nobody, nor does one without the text that it works on.
  const lacksText =
    task.text === "" &&
    (skillOf(task) !== undefined || isOfItself(task.request)) &&
    Object.keys(propertiesOf(tool)).some((name) => TEXT.test(name));
  if (isFree && (lacksText || missing.length > 0)) return undefined;
  return toCall(tool, value, isFree ? [] : readInstructions(task).ignored);
}

function toCall(tool: Tool, input: unknown, ignored: readonly string[]): Answer {
  return { tool: tool.name, arguments: JSON.stringify(input), notes: { source: "rules", ignored } };
}

/** The calls behind the last message of the user, with their results. */
function callsSince(messages: readonly Message[]): Done[] {
  const recent = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  return recent.flatMap(({ toolCalls }) =>
    toolCalls.map(({ id, name, arguments: json }) => {
      const result = recent.find(({ toolCallId }) => toolCallId === id)?.text ?? "";
      return { name, input: parseRecord(json) ?? {}, result };
    }),
  );
}

type LookUp = { question: string; search: Tool; offered: readonly Tool[]; done: readonly Done[] };

/** The next call of a search: first the search itself, then the parts that it found. */
function nextLookUp({ question, search, offered, done }: LookUp): { tool: Tool; input: object } | undefined {
  const searched = done.find(({ name }) => name === search.name);
  if (searched === undefined) {
    return { tool: search, input: { [fieldOf(search, ["string"]) ?? ""]: searchWords(question) } };
  }
  const types = ["integer", "number", "string"];
  const reader = offered.find((tool) => tool !== search && READS.test(wordsOf(tool)) && fieldOf(tool, types));
  const field = reader === undefined ? undefined : fieldOf(reader, types);
  if (reader === undefined || field === undefined) return undefined;
  const read = done.filter(({ name }) => name === reader.name);
  const next = hitsIn(searched.result, field).find((hit) => !read.some(({ input }) => input[field] === hit));
  return next === undefined || read.length >= MAX_READS ? undefined : { tool: reader, input: { [field]: next } };
}

/** The numbers or names of the parts that a search found, in JSON or in words: `"section": 3`, "section 3", `"id": "a"`. */
function hitsIn(result: string, field: string): unknown[] {
  const name = field.replace(/\W/g, "\\$&");
  const hit = new RegExp(`\\b(?:${name}|(?:[a-z]+_)?(?:id|number))"?[:= ]{1,3}("[^"\\\\\\n]+"|\\d+)`, "gi");
  return [...new Set(Array.from(result.matchAll(hit), ([, value = ""]): unknown => JSON.parse(value)))];
}

/** The answer that the results hold, and the numbers of the parts that it was read in. */
function readSources(question: string, done: readonly Done[]): Sources {
  const read = done.filter(({ result }) => !/^\s*[[{]/.test(result));
  const results = read.length > 0 ? read : done;
  const found = answerQuestion(question, results.map(({ result }) => result).join("\n\n"));
  const from = results.filter(({ result }) => found !== undefined && result.replace(/\s+/g, " ").includes(found));
  const numbers = from.flatMap(({ input }) => Object.values(input)).filter((value) => typeof value === "number");
  return { answer: found ?? "The document does not say.", numbers };
}

/** How much of a request speaks of a tool: by the words of its name, of its description and of its choices. */
function scoreOf({ name, description, parameters }: Tool, task: Task): number {
  const asked = new Set(readStems(`${task.request} ${task.question ?? ""}`));
  const choices = JSON.stringify(parameters).match(/"enum":\[[^\]]*\]/g) ?? [];
  const named = new Set(readStems(name));
  const described = new Set(readStems(`${description} ${choices.join(" ")}`));
  const skill = readStems(skillOf(task) ?? "");
  const skillScore = skill.some((stem) => named.has(stem)) ? 3 : skill.some((stem) => described.has(stem)) ? 1 : 0;
  const hits = (stems: ReadonlySet<string>) => [...asked].filter((stem) => stems.has(stem)).length;
  return hits(named) * 2 + hits(described) + skillScore;
}

function wordsOf({ name, description }: Tool): string {
  return `${separateWords(name)} ${description}`;
}

/** The first field of one of these types. */
function fieldOf(tool: Tool, types: readonly unknown[]): string | undefined {
  return Object.entries(propertiesOf(tool)).find(([, schema]) => isRecord(schema) && types.includes(schema.type))?.[0];
}

function propertiesOf({ parameters: { properties } }: Tool): Record<string, unknown> {
  return isRecord(properties) ? properties : {};
}
