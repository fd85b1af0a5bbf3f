import type { ErrorKind } from "./error-kinds.ts";
import { ERROR_SIGNS, type ErrorSign, KIND_BY_STATUS } from "./error-signs.ts";
import type { ErrorBody } from "./read-error-body.ts";

/** The kind of an error, and the parameter it is about if a sentence names one. */
export interface FoundKind {
  readonly kind: ErrorKind;
  readonly param: string | undefined;
}

/** Finds the kind by the first sign that fits, else by status. Without either it is "invalid_response". */
export function findKind(body: ErrorBody, status: number | undefined): FoundKind {
  for (const sign of ERROR_SIGNS) {
    if (hasCode(sign, body)) return { kind: sign.kind, param: body.param };
    const match = sign.statuses?.includes(status ?? 400) ? sign.text?.exec(body.text) : undefined;
    if (match) return { kind: sign.kind, param: body.param ?? match.groups?.param };
  }
  return { kind: findByStatus(status), param: body.param };
}

function hasCode({ codes }: ErrorSign, { code, type }: ErrorBody): boolean {
  return codes?.some((known) => known === code || known === type) ?? false;
}

function findByStatus(status: number | undefined): ErrorKind {
  if (status === undefined || status < 400) return "invalid_response";
  return status >= 500 ? "server" : (KIND_BY_STATUS[status] ?? "bad_request");
}
