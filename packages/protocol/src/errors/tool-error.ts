import { ERROR_META_KEY, type ErrorPayload, fromErrorPayload, toErrorPayload } from "./error-payload.ts";
import { KitError } from "./kit-error.ts";

type ToolErrorResult = {
  isError: true;
  content: [{ type: "text"; text: string }];
  _meta: { [ERROR_META_KEY]: ErrorPayload };
};

/**
 * Turns an error into a tool result with `isError`: text that a model can read, and the code in `_meta`.
 * What an unexpected error says may be secret, so only a `KitError` keeps its message.
 */
export function toToolError(error: unknown): ToolErrorResult {
  const known =
    error instanceof KitError ? error : new KitError("tool_failed", "The tool failed. See the server's log.");
  return {
    isError: true,
    content: [{ type: "text", text: known.message }],
    _meta: { [ERROR_META_KEY]: toErrorPayload(known) },
  };
}

/** Rebuilds the error from a tool result with `isError`; one without the kit's `_meta` is `tool_failed`. */
export function fromToolError(result: { content?: unknown; _meta?: unknown }): KitError {
  const message = textOf(result.content) || "The tool failed and did not say why.";
  return fromErrorPayload(result._meta, message) ?? new KitError("tool_failed", message);
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return content
    .map((block: unknown) => (typeof block === "object" && block && "text" in block ? String(block.text) : ""))
    .join("\n")
    .trim();
}
