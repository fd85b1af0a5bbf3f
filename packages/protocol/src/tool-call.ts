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
