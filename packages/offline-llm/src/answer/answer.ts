import type { ChatRequest } from "../wire/chat-request.ts";
import type { Answer, Notes } from "../wire/completion.ts";
import { readTask } from "./read-task.ts";
import { answerFromResults, say } from "./say.ts";

/** Answers a checked request: with the call of a tool, with JSON, or with words. */
export async function answer(request: ChatRequest): Promise<Answer> {
  const task = readTask(request.messages);
  const { responseFormat, messages, tools } = request;
  const schema = responseFormat.type === "json" ? responseFormat.schema : schemaInText(task.system, task.request);
  // Most requests need nothing of what tools and JSON need, and do not load it.
  if (tools.length > 0) {
    const { chooseCall } = await import("./choose-call.ts");
    const call = await chooseCall(request, task);
    if (call !== undefined) return call;
  }
  const said = say(task);
  const isAfterTools = messages.at(-1)?.role === "tool";
  const notes: Notes = isAfterTools ? { source: "rules", ignored: [] } : said.notes;
  if (schema !== undefined) {
    const { fillSchema } = await import("./fill-schema.ts");
    const { value } = await fillSchema(schema, { task });
    return { text: JSON.stringify(value), notes };
  }
  const words = isAfterTools ? { ...said, text: answerFromResults(messages, task) } : said;
  if (responseFormat.type === "json" || words.wantsJson) {
    const { fillNamedFields } = await import("./fill-schema.ts");
    return { text: JSON.stringify(await fillNamedFields({ task })), notes };
  }
  return { text: words.text, notes };
}

/** The JSON Schema that an instruction gives in words, for models without tools. */
function schemaInText(...texts: readonly string[]): Record<string, unknown> | undefined {
  for (const text of texts) {
    const start = /JSON[\s-]*schema/i.exec(text)?.index ?? -1;
    const open = start < 0 ? -1 : text.indexOf("{", start);
    for (let end = text.lastIndexOf("}"); open >= 0 && end > open; end = text.lastIndexOf("}", end - 1)) {
      try {
        return JSON.parse(text.slice(open, end + 1));
      } catch {
        // What stands behind the schema is not part of it.
      }
    }
  }
  return undefined;
}
