export interface ApiErrorDetails {
  code?: string;
  param?: string;
  /** OpenAI's `type`, where it is not the usual one of the status. */
  type?: string;
  /** Extra response headers, such as `allow` with a 405. */
  headers?: Record<string, string>;
}

/** A refusal that reaches the client in OpenAI's shape: `{ error: { message, type, param, code } }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
  readonly type: string;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = details.code ?? null;
    this.param = details.param ?? null;
    this.type = details.type ?? (status >= 500 ? "server_error" : "invalid_request_error");
    this.headers = details.headers ?? {};
  }

  toBody() {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}
