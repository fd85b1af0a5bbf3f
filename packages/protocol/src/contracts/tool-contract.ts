import type * as z from "zod";

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

/** Declares a tool's contract, keeping the exact types of its schemas. */
export function defineContract<Input extends z.ZodObject, Output extends z.ZodObject>(
  contract: ToolContract<Input, Output>,
): ToolContract<Input, Output> {
  return contract;
}
