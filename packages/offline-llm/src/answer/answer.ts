import type { ChatRequest, Message } from "../wire/chat-request.ts";
import type { Answer, Notes } from "../wire/completion.ts";
import { parseRecord } from "../wire/http.ts";
import { answerQuestion } from "./answer-question.ts";
import { applyShape, readInstructions } from "./instructions.ts";
import { readTask, type Task } from "./read-task.ts";
import { say, UNSAID } from "./say.ts";

/** Answers a checked request: with the call of a tool, with JSON, or with words. */
export async function answer(request: ChatRequest): Promise<Answer> {
  const { responseFormat, messages, tools } = request;
  const task = readTask(messages);
  // Most requests need nothing of what tools and JSON need, and do not load it.
  if (tools.length > 0) {
    const { chooseTool } = await import("./choose-tool.ts");
    const call = await chooseTool(request, task);
    if (call !== undefined) return call;
  }
  const isAfterTools = messages.at(-1)?.role === "tool";
  const said = say(task, tools);
  const notes: Notes = isAfterTools ? { source: "rules", ignored: [] } : said.notes;
  const schema =
    responseFormat.type === "json" ? responseFormat.schema : schemaInText(`${task.system}\n${task.request}`);
  if (schema !== undefined || responseFormat.type === "json" || said.wantsJson) {
    const { fillNamedFields, fillSchema } = await import("./fill-schema.ts");
    const value = schema === undefined ? await fillNamedFields(task) : (await fillSchema(schema, { task })).value;
    return { text: JSON.stringify(value), notes };
  }
  return {
    text: isAfterTools ? applyShape(answerFromResults(messages, task), readInstructions(task).shape) : said.text,
    notes,
  };
}

/** The JSON Schema that an instruction gives in words, for models without tools. */
function schemaInText(text: string): Record<string, unknown> | undefined {
  const start = /JSON[\s-]*schema/i.exec(text)?.index ?? text.length;
  const open = text.indexOf("{", start);
  // What stands behind the schema is not part of it.
  for (let end = text.lastIndexOf("}"); open >= 0 && end > open; end = text.lastIndexOf("}", end - 1)) {
    const schema = parseRecord(text.slice(open, end + 1));
    if (schema !== undefined) return schema;
  }
  return undefined;
}

/** What tools returned since the user spoke, as an answer: the sentence that answers, or the last result's main part. */
function answerFromResults(messages: readonly Message[], { question }: Task): string {
  const recent = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  const results = recent.filter(({ role }) => role === "tool").map(({ text }) => mainPart(text));
  const found = question === undefined ? undefined : answerQuestion(question, results.join("\n\n"));
  return found ?? results.at(-1) ?? UNSAID;
}

/** The words of a result in JSON that a reader wants to see; any other result as it is. */
function mainPart(result: string): string {
  const value = parseRecord(result) ?? {};
  const named = ["summary", "translation", "answer", "label", "text", "result", "content"];
  const part = named.map((name) => value[name]).find((own) => typeof own === "string");
  if (part === undefined) return result;
  return typeof value.confidence === "number" ? `${part} (confidence ${value.confidence})` : part;
}
