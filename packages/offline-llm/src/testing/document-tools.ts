import type { Tool } from "../wire/chat-request.ts";
import { SAMPLE } from "./texts.ts";

/** The sample document by its headings, numbered from 1. */
export const SECTIONS = SAMPLE.split(/^(?=#+ )/m).map((block, index) => {
  const [heading = "", ...lines] = block.trim().split("\n");
  return { section: index + 1, title: heading.replace(/^#+ /, ""), text: lines.join("\n").trim() };
});

const object = (properties: Record<string, object>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

/** A tool that searches, one that reads what was found, and one that takes the answer with its sources. */
export const DOCUMENT_TOOLS: Tool[] = [
  {
    name: "look_up",
    description: "Finds parts of the document by words.",
    parameters: object({ query: { type: "string", minLength: 1 } }),
  },
  {
    name: "open_part",
    description: "Returns the text of one part.",
    parameters: object({ section: { type: "integer", minimum: 1, description: "The number of the part." } }),
  },
  {
    name: "conclude",
    description: "Give your answer here, with the sections that it comes from.",
    parameters: object({ answer: { type: "string" }, sections: { type: "array", items: { type: "integer" } } }),
  },
];

/** Runs a call of the first two tools. */
export function runDocumentTool(name: string, json: string): string {
  const input = JSON.parse(json);
  if (name === "look_up") return JSON.stringify(search(String(input.query)));
  const found = SECTIONS.find(({ section }) => section === input.section);
  return found === undefined ? `Error: there is no section ${input.section}.` : `${found.title}\n\n${found.text}`;
}

/** The three sections that hold most of the words, as a plain search would list them. */
function search(query: string) {
  const words = query.toLowerCase().split(" ");
  return SECTIONS.map(({ text, ...entry }) => ({
    ...entry,
    score: words.filter((word) => text.toLowerCase().includes(word)).length,
  }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ section, title }) => ({ section, title }));
}
