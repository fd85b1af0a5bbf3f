import type { CallProgress } from "../connection.ts";

/** A tool as a model is told of it. */
export type ToolForModel = { name: string; description?: string; inputSchema: Record<string, unknown> };

/** The tools that a conversation may use, under names that a model can say. */
export type Toolset = {
  readonly tools: readonly ToolForModel[];
  /**
   * Calls a tool with what the model wrote as its arguments.
   *
   * @throws {KitError} of whatever went wrong; the model is told of it.
   */
  call(
    name: string,
    args: Record<string, unknown>,
    options: { signal: AbortSignal; onProgress: (progress: CallProgress) => void },
  ): Promise<string>;
};
