import type { ChatRequest, Message, Tool } from "../wire/chat-request.ts";
import type { Answer } from "../wire/completion.ts";
import { isRecord } from "../wire/http.ts";
import { answerQuestion, searchWords } from "./answer-question.ts";
import { fillSchema } from "./fill-schema.ts";
import type { Sources } from "./find-value.ts";
import { readInstructions } from "./instructions.ts";
import type { Task } from "./read-task.ts";
import { skillOf } from "./say.ts";
import { readStems } from "./words.ts";

/** A call of this task that was answered. */
type Done = { name: string; input: Record<string, unknown>; result: string };

const TAKES_ANSWER =
  /\bfinal\b|\byour (?:final )?answer\b|\b(?:takes?|gives?|submits?) (?:the |your )?(?:final )?answer\b|\bconclude\b/i;
const SEARCHES = /\b(?:search|find|finds|look ?up|query)\b/i;
const READS = /\b(?:read|reads|open|opens|fetch|returns?|get|gets)\b/i;
const NO_NOTES = { source: "rules", ignored: [] } as const;
/** So many parts are read before the answer is given. */
const MAX_READS = 3;
/** What a tool must score to be called by itself: a word of its name, or two of its description. */
const THRESHOLD = 2;

/**
 * Decides whether to call a tool, and which: to answer a question it searches, reads what was found, and hands in its
 * answer; otherwise it calls the tool that the request speaks of. Undefined when words are the better answer.
 */
export async function chooseCall(request: ChatRequest, task: Task): Promise<Answer | undefined> {
  const { mode, only } = request.toolChoice;
  if (mode === "none") return undefined;
  const offered = request.tools.filter(({ name }) => only === undefined || only.includes(name));
  const done = callsSince(request.messages);
  const { ignored } = readInstructions(`${task.system}\n${task.request}`);
  const call = async (tool: Tool, sources?: Sources): Promise<Answer> => {
    const { value } = await fillSchema(tool.parameters, { task, ...(sources && { sources }) });
    return { tool: tool.name, arguments: JSON.stringify(value), notes: { source: "rules", ignored } };
  };

  const final = offered.find((tool) => TAKES_ANSWER.test(wordsOf(tool)));
  const search = offered.find((tool) => tool !== final && SEARCHES.test(wordsOf(tool)) && stringOf(tool) !== undefined);
  const ranked = offered
    .map((tool) => ({ tool, score: scoreOf(tool, task) }))
    .filter(({ tool }) => mode === "required" || !done.some(({ name }) => name === tool.name))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  const isSearched = final !== undefined || best === undefined || best.score < THRESHOLD || best.tool === search;
  if (search !== undefined && isSearched && task.text === "" && task.question !== undefined) {
    const next = nextLookUp({ question: task.question, search, offered, done });
    if (next !== undefined) return { tool: next.tool, arguments: JSON.stringify(next.input), notes: NO_NOTES };
    if (final !== undefined) return call(final, readSources(task.question, done));
    if (mode === "auto") return undefined;
  }
  if (final !== undefined && done.length > 0) return call(final, readSources(task.question ?? task.request, done));
  if (final !== undefined) return call(final);
  if (best === undefined) return undefined;
  if (mode === "required") return call(best.tool);
  if (best.score < THRESHOLD || done.length > 0) return undefined;
  const { value, missing } = await fillSchema(best.tool.parameters, { task });
  // A call with made-up arguments helps nobody.
  if (missing.length > 0) return undefined;
  return { tool: best.tool.name, arguments: JSON.stringify(value), notes: NO_NOTES };
}

/** The calls behind the last message of the user, with their results. */
function callsSince(messages: readonly Message[]): Done[] {
  const start = messages.findLastIndex(({ role }) => role === "user");
  const recent = messages.slice(start + 1);
  return recent.flatMap(({ toolCalls }) =>
    toolCalls.map(({ id, name, arguments: json }) => {
      const result = recent.find(({ toolCallId }) => toolCallId === id)?.text ?? "";
      return { name, input: parseRecord(json), result };
    }),
  );
}

type LookUp = { question: string; search: Tool; offered: readonly Tool[]; done: readonly Done[] };

/** The next call of a search: first the search itself, then the parts that it found. */
function nextLookUp({ question, search, offered, done }: LookUp): { tool: string; input: object } | undefined {
  const searched = done.find(({ name }) => name === search.name);
  const field = stringOf(search);
  if (searched === undefined && field !== undefined) {
    return { tool: search.name, input: { [field]: searchWords(question) } };
  }
  const read = offered.find((tool) => tool !== search && READS.test(wordsOf(tool)) && idOf(tool) !== undefined);
  const id = read === undefined ? undefined : idOf(read);
  if (searched === undefined || read === undefined || id === undefined) return undefined;
  const alreadyRead = done.filter(({ name }) => name === read.name);
  if (alreadyRead.length >= MAX_READS) return undefined;
  const next = hitsIn(searched.result, id).find((hit) => !alreadyRead.some(({ input }) => input[id] === hit));
  return next === undefined ? undefined : { tool: read.name, input: { [id]: next } };
}

/** The numbers or names under which a search found parts: the field of that name, or of a name that holds it. */
function hitsIn(result: string, id: string): unknown[] {
  const found: unknown[] = [];
  const visit = (value: unknown) => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isRecord(value)) {
      const key =
        Object.keys(value).find((name) => name === id) ??
        Object.keys(value).find((name) => /(?:^|_)(?:id|number)$/.test(name));
      if (key !== undefined) found.push(value[key]);
      else for (const item of Object.values(value)) visit(item);
    }
  };
  try {
    visit(JSON.parse(result));
  } catch {
    // Results in words name their parts with "section 3" or the like.
    for (const [, number] of result.matchAll(new RegExp(`\\b${id}\\W+(\\d+)`, "gi"))) found.push(Number(number));
  }
  return [...new Set(found)];
}

/** The answer that the results hold, and the numbers of the parts that it was read in. */
function readSources(question: string, done: readonly Done[]): Sources {
  const read = done.filter(({ result }) => !/^\s*[[{]/.test(result));
  const results = read.length > 0 ? read : done;
  const found = answerQuestion(question, results.map(({ result }) => result).join("\n\n"));
  const from = results.filter(({ result }) => found !== undefined && result.replace(/\s+/g, " ").includes(found.text));
  const numbers = from.flatMap(({ input }) => Object.values(input)).filter((value) => typeof value === "number");
  return { answer: found?.text ?? "The document does not say.", numbers };
}

/** How much of a request speaks of a tool: by the words of its name, of its description and of its choices. */
function scoreOf(tool: Tool, task: Task): number {
  const asked = new Set(readStems(`${task.request} ${task.question ?? ""}`));
  const skill = skillOf(task);
  const named = new Set(readStems(splitName(tool.name)));
  const described = new Set(readStems(`${tool.description} ${enumWords(tool)}`));
  const hits = (stems: ReadonlySet<string>) => [...asked].filter((stem) => stems.has(stem)).length;
  const own = skill === undefined ? [] : readStems(skill);
  const skillScore = own.some((stem) => named.has(stem)) ? 3 : own.some((stem) => described.has(stem)) ? 1 : 0;
  return hits(named) * 2 + hits(described) + skillScore;
}

function wordsOf({ name, description }: Tool): string {
  return `${splitName(name)} ${description}`;
}

function splitName(name: string): string {
  return name.replace(/[_-]|(?<=\p{Ll})(?=\p{Lu})/gu, " ");
}

function enumWords({ parameters }: Tool): string {
  return Array.from(JSON.stringify(parameters).matchAll(/"enum":\[([^\]]*)\]/g), ([, words]) => words).join(" ");
}

/** The field of a search for its words, and the field of a reader for what it reads. */
function stringOf({ parameters }: Tool): string | undefined {
  return fieldOf(parameters, (schema) => schema.type === "string");
}

function idOf({ parameters }: Tool): string | undefined {
  return fieldOf(
    parameters,
    (schema) => schema.type === "integer" || schema.type === "number" || schema.type === "string",
  );
}

function fieldOf({ properties }: Tool["parameters"], fits: (schema: Record<string, unknown>) => boolean) {
  if (!isRecord(properties)) return undefined;
  return Object.entries(properties).find(([, schema]) => isRecord(schema) && fits(schema))?.[0];
}

function parseRecord(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
