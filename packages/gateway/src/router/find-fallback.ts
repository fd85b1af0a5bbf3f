import type { ErrorKind } from "../errors/error-kinds.ts";
import type { FallbackLists, RouterSettings } from "./router-settings.ts";

/** The kinds after which another model may do better. Not here: what is wrong with the request, and the caller's end. */
export const FALLBACK_KINDS: readonly ErrorKind[] = [
  "rate_limit",
  "timeout",
  "connection",
  "server",
  "quota",
  "auth",
  "permission",
  "not_found",
  "missing_key",
  "missing_base_url",
  "unsupported_param",
  "invalid_response",
  "stream_truncated",
  "no_deployment",
];

/** Whom to ask after this error: the first in the list for its kind that this call has not asked yet. */
export function findFallback(
  kind: ErrorKind,
  { asked, current }: { readonly asked: string; readonly current: string },
  visited: ReadonlySet<string>,
  settings: RouterSettings,
): string | undefined {
  const lists = listsFor(kind, settings);
  const candidates = [current, asked, "*"].flatMap((name) =>
    lists && Object.hasOwn(lists, name) ? (lists[name] ?? []) : [],
  );
  return candidates.find((name) => !visited.has(name));
}

function listsFor(kind: ErrorKind, settings: RouterSettings): FallbackLists | undefined {
  if (kind === "context_window") return settings.contextWindowFallbacks;
  if (kind === "content_policy") return settings.contentPolicyFallbacks;
  return FALLBACK_KINDS.includes(kind) ? settings.fallbacks : undefined;
}
