import * as z from "zod";
import { isRecord, parseAs } from "../validation.ts";

/** Hints for hosts about what a tool does (spec: `ToolAnnotations`). */
export type ToolAnnotations = {
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
};

/** What a server offers and a client calls: one tool, described once for both. */
export type ToolContract<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Input;
  readonly outputSchema: Output;
  readonly annotations: ToolAnnotations;
};

/** What a caller passes: fields with a default may be left out. */
export type ToolInput<Contract extends ToolContract> = z.input<Contract["inputSchema"]>;

/** What the tool's function receives: defaults filled in. */
export type ToolArguments<Contract extends ToolContract> = z.output<Contract["inputSchema"]>;

/** What the tool returns as `structuredContent`. */
export type ToolOutput<Contract extends ToolContract> = z.output<Contract["outputSchema"]>;

/** A tool that only reads, but whose words come from a model out in the world. */
export const SAMPLING_TOOL_ANNOTATIONS: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: true,
};

/** The most bytes of one text of a call on the wire: SDKs close a stdio connection at a line of 10 MiB. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** A control character is escaped as \\u0000. */
const MAX_BYTES_PER_CHARACTER = 6;

/** Declares a tool's contract, keeping the exact types of its schemas. */
export function defineContract<Input extends z.ZodObject, Output extends z.ZodObject>(
  contract: ToolContract<Input, Output>,
): ToolContract<Input, Output> {
  return contract;
}

/** A schema for a text that is not blank and is small enough to cross a stdio connection. */
export function travellingText(description: string) {
  return z
    .string()
    .max(MAX_TEXT_BYTES, `must not exceed ${MAX_TEXT_BYTES} bytes as JSON`)
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine(fitsOnTheWire, `must not exceed ${MAX_TEXT_BYTES} bytes as JSON`)
    .describe(description);
}

function fitsOnTheWire(text: string): boolean {
  if (text.length * MAX_BYTES_PER_CHARACTER <= MAX_TEXT_BYTES) return true;
  return new TextEncoder().encode(JSON.stringify(text)).length <= MAX_TEXT_BYTES;
}

/** Checks a tool's arguments and fills in defaults. @throws {KitError} "invalid_arguments" naming the wrong fields. */
export function parseArguments<Contract extends ToolContract>(
  { name, inputSchema }: Contract,
  input: unknown,
): ToolArguments<Contract> {
  const args = parseAs(inputSchema, input ?? {}, "invalid_arguments", `Invalid arguments for ${name}`);
  return args as ToolArguments<Contract>;
}

/** Checks what a tool returned against its contract. @throws {KitError} "invalid_result" naming the wrong fields. */
export function parseOutput<Contract extends ToolContract>(
  { name, outputSchema }: Contract,
  output: unknown,
): ToolOutput<Contract> {
  return parseAs(outputSchema, output, "invalid_result", `Invalid result of ${name}`) as ToolOutput<Contract>;
}

const HEADER = "x-mcp-header";
/** RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+\-.^`|~\w]+$/;
const HEADER_TYPES: readonly unknown[] = ["string", "integer", "boolean"];
/** What holds values, not schemas. */
const DATA: readonly string[] = ["default", "const", "enum", "examples"];

/** A page of `tools/list`, without the tools that a client over HTTP must leave out: each is told. */
export function withoutOddHeaders(page: unknown, warn: (line: string) => void): unknown {
  if (!isRecord(page) || !Array.isArray(page.tools)) return page;
  const tools = page.tools.filter((tool) => {
    const isLeftOut = isRecord(tool) && hasOddHeader(tool.inputSchema);
    if (isLeftOut) warn(`its tool ${tool.name} was left out: it has an invalid x-mcp-header`);
    return !isLeftOut;
  });
  return { ...page, tools };
}

/** Whether an input schema asks for a header as SEP-2243 does not allow it: not of a simple, named property. */
function hasOddHeader(inputSchema: unknown): boolean {
  const names = new Set<string>();
  function isOdd(schema: unknown, at: "top" | "property" | "elsewhere"): boolean {
    if (Array.isArray(schema)) return schema.some((one) => isOdd(one, "elsewhere"));
    if (!isRecord(schema)) return false;
    if (HEADER in schema) {
      const name = typeof schema[HEADER] === "string" ? schema[HEADER].toLowerCase() : "";
      const isAllowed = at === "property" && HEADER_NAME.test(name) && HEADER_TYPES.includes(schema.type);
      if (!isAllowed || names.has(name)) return true;
      names.add(name);
    }
    return Object.entries(schema).some(([keyword, inner]) => {
      if (DATA.includes(keyword)) return false;
      if (keyword !== "properties" || !isRecord(inner)) return isOdd(inner, "elsewhere");
      return Object.values(inner).some((property) => isOdd(property, at === "elsewhere" ? at : "property"));
    });
  }
  return isOdd(inputSchema, "top");
}
