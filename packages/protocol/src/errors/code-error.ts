import * as z from "zod";
import { describeIssues, parseJson, type WireError } from "../validation.ts";
import type { ErrorCode } from "./error-codes.ts";
import { ERROR_META_KEY, fromErrorPayload, KitError, toErrorPayload } from "./kit-error.ts";

const INVALID_PARAMS = -32602;
const SHOWN_CHARACTERS = 100;
/** How both SDKs say that they have no tool of a name. */
const NO_TOOL = /^Tool (.*) (?:not found|disabled)$/s;
/** How both SDKs say which field is wrong: with all that zod says about it. */
const ISSUES = /\[\s*\{.*\}\s*\]$/s;
const issuesSchema = z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }));
const reasonSchema = z.looseObject({ reason: z.literal("invalid_request_state") });

/**
 * Gives an error that an SDK of a server makes itself a code and words of the kit, so that a host reads the same on each
 * revision.
 *
 * @param otherwise The code of one that is not about the parameters of a request. Default: such an error stays as it is.
 */
export function codeError(error: WireError, otherwise?: ErrorCode): WireError {
  if (fromErrorPayload(error.data, "") !== undefined) return error;
  const issues = issuesIn(error.message);
  const isAboutParams = issues !== undefined || error.code === INVALID_PARAMS;
  const unknown = NO_TOOL.exec(error.message)?.[1]?.slice(0, SHOWN_CHARACTERS);
  const code = isAboutParams ? codeOf(error, unknown) : otherwise;
  if (code === undefined) return error;
  const name = JSON.stringify(unknown);
  const said = issues === undefined ? error.message : `Invalid request: ${issues}.`;
  const message = unknown === undefined ? said : `There is no tool ${name}. List the server's tools and call one.`;
  const data = { ...Object(error.data), [ERROR_META_KEY]: toErrorPayload(new KitError(code, message)) };
  return { code: issues === undefined ? error.code : INVALID_PARAMS, message, data };
}

function codeOf({ data }: WireError, unknownTool: string | undefined): ErrorCode {
  if (unknownTool !== undefined) return "unknown_tool";
  return reasonSchema.safeParse(data).success ? "state_invalid" : "invalid_arguments";
}

function issuesIn(message: string): string | undefined {
  const issues = issuesSchema.safeParse(parseJson(ISSUES.exec(message)?.[0] ?? "")).data;
  return issues && describeIssues({ issues });
}
