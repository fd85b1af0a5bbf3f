import type { Provider } from "./providers.ts";

/** Environment variables, as in `process.env`. A variable that is empty counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where keys and base URLs are found. */
export type ProviderSettings = {
  /** Default: `process.env`. */
  readonly env?: Environment | undefined;
};

/** A provider that can be asked: its row, with address and credentials filled in. */
export type Endpoint = {
  readonly provider: Provider;
  readonly baseURL: string;
  readonly apiKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with each request after the `?`. */
  readonly query: Readonly<Record<string, string>>;
  /** Parameters that are not sent, and those that have another name here. */
  readonly drop: readonly string[];
  readonly rename: Readonly<Record<string, string>>;
  /** What must never appear in a message. */
  readonly secrets: readonly string[];
};
