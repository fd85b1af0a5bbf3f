import type { Provider } from "./provider.ts";

/** A provider that can be asked: its row, with address and credentials filled in. */
export interface Endpoint {
  readonly provider: Provider;
  readonly baseURL: string;
  readonly apiKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must never appear in a message: the key, and headers that look like one. */
  readonly secrets: readonly string[];
}
