import { wordsOfName } from "../find/relate-names.ts";
import { descriptionOf, type JsonSchema, propertiesOf, requiredOf, typesOf } from "../json-schema/json-schema.ts";
import { resolveSchema } from "../json-schema/resolve-schema.ts";
import type { Tool } from "./tool.ts";

/** What a tool is for: finding texts, reading one that was found, taking the answer, or doing something else. */
export type ToolKind = "find" | "read" | "answer" | "act";

export interface Parameter {
  name: string;
  description: string;
  schema: JsonSchema;
  isRequired: boolean;
}

const finds =
  /\b(?:search\w*|finds?|finding|look(?:s|ing)? ?up|lookup|quer(?:y|ies)|grep|browse|discover|match(?:es|ing)?)\b/i;
const lists = /\b(?:lists?|index|overview|table of contents|catalog(?:ue)?)\b/i;
const reads = /\b(?:reads?|gets?|fetch(?:es)?|opens?|loads?|returns?|shows?|views?|downloads?|retrieves?)\b/i;
const answerName = /\b(?:answer|final|respond|finish|submit|conclude|done|output)\b/;
const answerDescription =
  /\b(?:give|return|submit|provide|record|report|deliver)\w*\b[^.]{0,40}\b(?:your|the|final) (?:final )?(?:answer|response|result|findings|conclusion|output)\b|\bcall(?:ing)? this (?:tool|function)\b[^.]*\b(?:answer|respond)/i;
const queryName = /\b(?:query|queries|q|search|terms?|keywords?|key words?|phrase|question|topic|text|pattern)\b/;
const queryDescription = /\b(?:words?|terms?|phrase|query|search|look for|find|keywords?)\b/i;
const idName =
  /\b(?:id|ids|number|no|index|key|slug|uri|url|path|file|filename|page|section|chapter|part|document|doc|article|name|title|ref|reference)\b/;

/** The parameters of a tool. */
export function parametersOf({ parameters }: Tool): Parameter[] {
  const schema = resolveSchema(parameters, parameters);
  const required = new Set(requiredOf(schema));
  return propertiesOf(schema).map(([name, property]) => {
    const own = resolveSchema(property, parameters);
    return { name, description: descriptionOf(own), schema: own, isRequired: required.has(name) };
  });
}

/** The parameter that takes the words to look for. */
export function queryParameter(tool: Tool): Parameter | undefined {
  const texts = parametersOf(tool).filter(({ schema }) => typesOf(schema).includes("string"));
  return (
    texts.find(({ name }) => queryName.test(wordsOfName(name))) ??
    texts.find(({ description }) => queryDescription.test(description))
  );
}

/** The parameter that names what to read. */
export function idParameter(tool: Tool): Parameter | undefined {
  const parameters = parametersOf(tool).filter(({ schema }) =>
    typesOf(schema).some((type) => type === "string" || type === "integer" || type === "number"),
  );
  const named = parameters.filter(({ name }) => idName.test(wordsOfName(name)));
  return named.find(({ isRequired }) => isRequired) ?? named[0];
}

function wantsQuestion({ name, isRequired }: Parameter): boolean {
  return isRequired && wordsOfName(name) === "question";
}

/** Tells the kind of a tool by its name, its description and its parameters. */
export function kindOf(tool: Tool): ToolKind {
  const words = `${wordsOfName(tool.name)}. ${tool.description}`;
  if (finds.test(words) && queryParameter(tool) !== undefined) return "find";
  if (answerDescription.test(tool.description)) return "answer";
  // A tool that wants a question answers it itself.
  if (answerName.test(wordsOfName(tool.name)) && !parametersOf(tool).some(wantsQuestion)) return "answer";
  if (reads.test(words) && idParameter(tool) !== undefined) return "read";
  const needsNothing = parametersOf(tool).every(({ isRequired }) => !isRequired);
  return (lists.test(words) || finds.test(words)) && needsNothing ? "find" : "act";
}
