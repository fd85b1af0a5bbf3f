import { fromErrorPayload, KitError } from "./errors/kit-error.ts";
import { describeValue, isRecord, shorten } from "./validation.ts";

/** A tool as a server lists it, on every revision. All of it is the server's claim. */
export type ListedTool = {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  /** The JSON Schema of its arguments. */
  inputSchema: Readonly<Record<string, unknown>>;
};

/** How far a tool call has come, as the server reports it. */
export type CallProgress = { progress: number; total?: number | undefined; message?: string | undefined };

/** What a result of `tools/call` looks like, on every revision. */
export type ToolResult = { content?: unknown; structuredContent?: unknown; isError?: unknown; _meta?: unknown };

/** The tools of one server, as they are now. */
export type ToolList = {
  tools: readonly ListedTool[];
  /** Lists them again, once for any number of calls that come meanwhile. */
  refresh: () => Promise<void>;
};

type AskForPage = (cursor: string | undefined) => Promise<unknown>;

const MAX_PAGES = 100;
const MAX_TOOLS = 1_000;
const MAX_NAME = 256;
const MAX_DESCRIPTION = 10_000;
const MAX_SCHEMA = 100_000;
const MAX_FAILURE = 10_000;
const MAX_PROBLEMS = 5;

/**
 * Lists the tools of all pages. A tool that cannot be used is left out, one that is listed twice is listed once, and a
 * description that is too long is cut.
 *
 * @param ask Asks for a page. Nothing that it resolves to is trusted.
 * @param warn Hears in one line what was left out, and why.
 * @throws {KitError} "invalid_result" when the first page is not one.
 */
export async function listTools(ask: AskForPage, warn: (line: string) => void): Promise<ToolList> {
  async function read(): Promise<readonly ListedTool[]> {
    const { tools, problems } = await readPages(ask);
    const more = problems.length > MAX_PROBLEMS ? [`and ${problems.length - MAX_PROBLEMS} more`] : [];
    if (problems.length > 0) warn(`its tools: ${[...problems.slice(0, MAX_PROBLEMS), ...more].join("; ")}.`);
    return tools;
  }
  let isStale = false;
  let refreshing: Promise<void> | undefined;
  async function readAgain(): Promise<void> {
    while (isStale) {
      isStale = false;
      list.tools = await read().catch(({ message }: Error) => {
        warn(`its tools have changed, and could not be listed again: ${shorten(message, MAX_NAME)}`);
        return list.tools;
      });
    }
    refreshing = undefined;
  }
  const list: ToolList = {
    tools: await read(),
    refresh() {
      isStale = true;
      refreshing ??= readAgain();
      return refreshing;
    },
  };
  return list;
}

/** Reads page after page: not one that comes again, and no more than a user could want. */
async function readPages(ask: AskForPage): Promise<{ tools: ListedTool[]; problems: string[] }> {
  const tools = new Map<string, ListedTool>();
  const problems: string[] = [];
  const cursors = new Set<string | undefined>();
  let cursor: string | undefined;
  while (!cursors.has(cursor) && cursors.size < MAX_PAGES && tools.size < MAX_TOOLS) {
    cursors.add(cursor);
    const page = await ask(cursor);
    const { tools: listed, nextCursor } = isRecord(page) ? page : { tools: page };
    if (!Array.isArray(listed)) {
      const message = `What the server answered to tools/list cannot be read: tools is ${describeValue(listed)}.`;
      throw new KitError("invalid_result", message);
    }
    for (const [index, value] of listed.slice(0, MAX_TOOLS).entries()) takeTool(value, index, tools, problems);
    if (typeof nextCursor !== "string" || nextCursor === "") return { tools: [...tools.values()], problems };
    cursor = nextCursor;
  }
  problems.push("the list does not end, or comes again, and was read no further");
  return { tools: [...tools.values()], problems };
}

function takeTool(value: unknown, index: number, tools: Map<string, ListedTool>, problems: string[]): void {
  const { name, title, description, inputSchema } = isRecord(value) ? value : {};
  const shown = typeof name === "string" ? shorten(name, MAX_NAME) : `tool ${index + 1}`;
  const why = whyUnusable(name, inputSchema) ?? (tools.has(shown) ? "is listed twice" : undefined);
  if (why !== undefined || !isRecord(inputSchema)) {
    problems.push(`${shown} was left out: it ${why}`);
    return;
  }
  const text = typeof description === "string" ? description : "";
  if (text.length > MAX_DESCRIPTION) problems.push(`${shown} was cut: its description has ${text.length} characters`);
  tools.set(shown, {
    name: shown,
    ...(typeof title === "string" && { title: shorten(title, MAX_NAME) }),
    ...(text !== "" && { description: shorten(text, MAX_DESCRIPTION) }),
    inputSchema: { type: "object", ...inputSchema },
  });
}

function whyUnusable(name: unknown, schema: unknown): string | undefined {
  if (typeof name !== "string" || name === "") return `has a name that is ${describeValue(name)}`;
  if (name.length > MAX_NAME) return `has a name of ${name.length} characters`;
  if (!isRecord(schema)) return `has an inputSchema that is ${describeValue(schema)}`;
  const { type = "object" } = schema;
  if (type !== "object") return `has an inputSchema whose type is ${describeValue(type)}`;
  const { length } = JSON.stringify(schema);
  return length > MAX_SCHEMA ? `has an inputSchema of ${length} characters` : undefined;
}

/** The member that a block cannot be without. A block of a type that is not here is kept as it is. */
const MEMBER_OF_BLOCK: ReadonlyMap<string, string> = new Map([
  ["text", "text"],
  ["image", "data"],
  ["audio", "data"],
  ["resource_link", "uri"],
  ["resource", "resource"],
]);

/** Keeps the blocks of a result that can be read. @throws {KitError} "invalid_result" when there are none. */
export function readToolResult(tool: string, result: unknown): ToolResult {
  const { content, structuredContent, isError, _meta } = isRecord(result) ? result : {};
  const blocks = Array.isArray(content) ? content : [];
  const kept = blocks.filter((block) => whyUnreadable(block) === undefined);
  const hasStructure = structuredContent !== undefined && structuredContent !== null;
  if (kept.length === 0 && !hasStructure && isError !== true && !(Array.isArray(content) && blocks.length === 0)) {
    const why = blocks.length > 0 ? `content[0] ${whyUnreadable(blocks[0])}` : `content is ${describeValue(content)}`;
    throw new KitError(
      "invalid_result",
      `The result of ${tool} cannot be read: ${why}, and there is no structuredContent.`,
    );
  }
  return {
    content: kept,
    ...(hasStructure && { structuredContent }),
    ...(isError === true && { isError }),
    ...(isRecord(_meta) && { _meta }),
  };
}

function whyUnreadable(block: unknown): string | undefined {
  if (!isRecord(block)) return `is ${describeValue(block)}`;
  if (typeof block.type !== "string") return `has a type that is ${describeValue(block.type)}`;
  const member = MEMBER_OF_BLOCK.get(block.type);
  if (member === undefined) return undefined;
  const value = block[member];
  const isThere = member === "resource" ? isRecord(value) && typeof value.uri === "string" : typeof value === "string";
  return isThere ? undefined : `has a ${member} that is ${describeValue(value)}`;
}

/** The content of a tool's result as text, whatever a server sent: what is no text is named with its type. */
export function describeResult(content: unknown): string {
  const blocks = (Array.isArray(content) ? content : []).filter(isRecord);
  return blocks.map(describeResultBlock).join("\n");
}

/** An embedded resource, or a link to one, is named by its URI and MIME type, and says its text. */
function describeResultBlock({ type, resource, ...block }: Record<string, unknown>): string {
  const { uri, mimeType, description, text } = isRecord(resource) ? resource : block;
  const isText = (part: unknown) => typeof part === "string" && part !== "";
  const said = [text, type === "resource_link" ? description : ""].filter(isText);
  if (type === "text") return said.join("");
  return [`[${[type, mimeType, uri].filter(isText).join(" ")}]`, ...said].join("\n");
}

/** The error of a call that was answered with one of JSON-RPC: with the code in its data, else "tool_failed". */
export function fromCallError(tool: string, error: Error & { data?: unknown }): KitError {
  // An SDK puts this before what the server said.
  const said = shorten(error.message.replace(/^(MCP error -?\d+: )+/, ""), MAX_FAILURE);
  const unknown = () => new KitError("tool_failed", `The server failed to run ${tool}: ${said}`, { cause: error });
  return fromErrorPayload(error.data, said) ?? unknown();
}

/** The error of a call whose answer an SDK could not read. What is one of the kit's is given back. */
export function unreadableAnswer(tool: string, error: unknown): KitError {
  if (error instanceof KitError) return error;
  const message = `What answered ${tool} cannot be read: ${shorten(String(error), MAX_NAME)}`;
  return new KitError("invalid_result", message, { cause: error });
}

/** The error of a call to a tool that needs what the client did not declare, and that `data` of its answer names. */
export function missingCapability(tool: string, data: unknown, cause: Error): KitError {
  const required = isRecord(data) && isRecord(data.requiredCapabilities) ? data.requiredCapabilities : {};
  const { sampling, ...others } = required;
  const needsTools = isRecord(sampling) && "tools" in sampling;
  const names = [
    ...(sampling === undefined ? [] : [needsTools ? "sampling.tools" : "sampling"]),
    ...Object.keys(others),
  ];
  const isOther = Object.keys(others).length > 0;
  const code = isOther ? "capability_missing" : needsTools ? "client_cannot_use_tools" : "client_cannot_sample";
  const message = `${tool} needs ${shorten(names.join(", "), MAX_NAME) || "a capability"}, which this client did not declare.`;
  return new KitError(code, message, { cause });
}
