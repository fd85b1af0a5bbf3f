import { GatewayError } from "../errors/gateway-error.ts";
import type { Call } from "./call.ts";
import { stripParameter } from "./strip-parameter.ts";
import { closeAttempt, openAttempt } from "./trail.ts";

/**
 * Sends the body of a call. When the provider names a parameter that it does not take, sends it once more without. The
 * last attempt stays open, for the caller to close when the answer is whole.
 */
export async function sendStripping<T>(call: Call, send: () => Promise<T>): Promise<T> {
  openAttempt(call.trail);
  try {
    return await send();
  } catch (error) {
    const warning = error instanceof GatewayError ? stripParameter(error, call.body) : undefined;
    if (!warning) throw error;
    closeAttempt(call.trail, "unsupported_param");
    call.warnings.push(warning);
    openAttempt(call.trail);
    return send();
  }
}
