import { GatewayError } from "../errors/gateway-error.ts";
import { describe } from "../errors/to-gateway-error.ts";
import type { Call } from "./call.ts";
import { closeAttempt } from "./trail.ts";

/** Closes the open attempt of a call that has failed, and hands the error its trail. */
export function failCall({ trail }: Call, error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  closeAttempt(trail, error.kind);
  error.trail = trail.attempts;
  return error;
}

/** The error of a call that was ended early: by its caller, by its own clock, or by the clock of a larger deadline. */
export function describeEnd({ asked, timeoutMs }: Call, kind: "aborted" | "timeout", cause: unknown): GatewayError {
  if (kind === "timeout") return describe(kind, asked, { seen: `no answer within ${timeoutMs} ms` });
  return cause instanceof GatewayError ? cause : describe(kind, asked, { cause });
}
