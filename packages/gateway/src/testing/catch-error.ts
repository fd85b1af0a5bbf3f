import { GatewayError } from "../errors/gateway-error.ts";

/** The GatewayError which this promise ends in; anything else fails the test. */
export async function catchError(promise: Promise<unknown>): Promise<GatewayError> {
  const outcome = await promise.then(
    (value) => new Error(`expected an error, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof GatewayError) return outcome;
  throw outcome;
}
