import type { ChildTransport } from "@kit/transport";

/** Answers a `sampling/createMessage` by its params. What it throws goes back to the server as an error. */
export type Sampler = (params: Record<string, unknown>) => unknown;

/** What an SDK connects with. */
type SdkOptions = { sample: Sampler | undefined; timeoutMs: number };

/** What an SDK is asked to do. What it gets stands on the wire. */
export type ForeignSdk = (
  transport: ChildTransport,
  options: SdkOptions,
) => Promise<{
  listTools(): Promise<void>;
  callTool(name: string, args: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}>;
