import type { GatewayError } from "../errors/gateway-error.ts";

/** Without these the answer would be to another question: better an error than that. */
const NEVER_STRIPPED = ["model", "messages", "stream", "tools", "tool_choice", "response_format"];

/** Two names for the limit of an answer: when one is refused, the other goes out, so that the limit holds. */
const OTHER_TOKEN_LIMIT: Readonly<Record<string, string>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

/** Takes the parameter that a provider refuses out of the body, and gives the warning; undefined when it must stay. */
export function stripParameter(error: GatewayError, body: Record<string, unknown>): string | undefined {
  const { kind, param } = error;
  if (kind !== "unsupported_param" || !param || !(param in body) || NEVER_STRIPPED.includes(param)) return undefined;
  const { [param]: value } = body;
  delete body[param];
  const other = OTHER_TOKEN_LIMIT[param];
  if (!other) return `${param} was dropped: the provider refused it, so it was asked again without`;
  body[other] ??= value;
  return `${param} was sent as ${other}: the provider refused the first name, so it was asked again`;
}
