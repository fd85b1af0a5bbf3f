import { toFailure } from "@kit/terminal";
import type { HostContext } from "../host/host-context.ts";
import type { HostFlags } from "../terminal/shared-options.ts";

/** What one look at the person's set-up found. */
export type Finding = {
  /** What was looked at. */
  about: string;
  /** `note` is neither good nor bad. */
  status: "ok" | "note" | "wrong";
  said: string;
  /** What to do about it. */
  fix?: string;
};

/** Looks at one part of the person's set-up. */
export type Check = (
  flags: Pick<HostFlags, "model" | "config" | "servers" | "policy" | "ledger">,
  context: HostContext,
) => Promise<Finding[]>;

/** What an error found. */
export function toFinding(about: string, error: unknown): Finding {
  const { code, message, fix } = toFailure(error);
  return { about, status: "wrong", said: `${message} (${code})`, ...(fix !== undefined && { fix }) };
}
