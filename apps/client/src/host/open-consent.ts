import {
  allowAlways,
  chosenLedgerPath,
  createPolicy,
  createTerminalApprover,
  loadPolicy,
  openLedger,
} from "@kit/consent";
import type { SamplingHandlerOptions } from "../sampling-handler.ts";
import type { HostFlags } from "../terminal/shared-options.ts";
import type { HostContext } from "./host-context.ts";

type Named = "policy" | "ledger" | "approver" | "approveAll" | "remember" | "warn";

/** What stands between a server that asks and a model: the person's policy, their ledger, and they themselves. */
export type Consent = Pick<SamplingHandlerOptions, Named> & { close(): void };

/**
 * Reads the policy and opens the ledger. The person is asked in the terminal, if there is one.
 *
 * @throws {KitError} "invalid_policy" or "file_unreadable" for the policy, "ledger_unusable" for the ledger.
 */
export async function openConsent(
  flags: Pick<HostFlags, "policy" | "ledger" | "yes">,
  { env, here, screen, tell }: HostContext,
): Promise<Consent> {
  const settings = loadPolicy(flags.policy, here);
  const ledger = await openLedger({ path: chosenLedgerPath(flags.ledger, env) });
  const { stdin: input, stderr: output } = process;
  const hasTerminal = input.isTTY === true && output.isTTY === true;
  return {
    policy: createPolicy(settings),
    ledger,
    approver: hasTerminal ? createTerminalApprover({ input, output, screen, env }) : undefined,
    approveAll: flags.yes === true,
    remember: (server, tool) => allowAlways(settings.path, server, tool),
    warn: tell,
    close: () => ledger.close(),
  };
}
