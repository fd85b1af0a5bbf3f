import { KitError } from "@kit/protocol";
import type { ServerEntry } from "./mcp-json.ts";
import type { ServerSpec } from "./server-spec.ts";

/** How long a server may take for one answer if others wait for it, in milliseconds. */
const COMPANY_HANDSHAKE_MS = 30_000;

/** Which of several servers to open. */
export type OpenAllOptions = {
  /** Opens only the servers whose tool this can be: `server/tool` is one of that server. Default: opens all. */
  tool?: string | undefined;
  /** Hears of servers that take their time. Default: nobody does. */
  tell?: ((line: string) => void) | undefined;
};

/** What became of servers that were opened side by side, in their order. */
type OpenedAll<C> = { connections: C[]; failures: { name: string; error: KitError }[] };

/** Opens servers side by side. One that cannot be opened is among the failures. */
export async function openAll<C>(
  all: readonly ServerEntry[],
  open: (server: ServerSpec, limits: { handshakeTimeoutMs?: number }) => Promise<C>,
  { tool = "" }: OpenAllOptions,
): Promise<OpenedAll<C>> {
  const named = all.filter(({ name }) => tool.startsWith(`${name}/`));
  const entries = named.length > 0 ? named : all;
  const limits = entries.length > 1 ? { handshakeTimeoutMs: COMPANY_HANDSHAKE_MS } : {};
  const opened = await Promise.allSettled(
    entries.map((entry) => ("error" in entry ? Promise.reject(entry.error) : open(entry, limits))),
  );
  const result: OpenedAll<C> = { connections: [], failures: [] };
  for (const [index, one] of opened.entries()) {
    if (one.status === "fulfilled") result.connections.push(one.value);
    else result.failures.push({ name: entries[index]?.name ?? "", error: toKitError(one.reason) });
  }
  return result;
}

function toKitError(cause: unknown): KitError {
  return cause instanceof KitError ? cause : new KitError("server_not_started", String(cause), { cause });
}
