import { EXIT_CODES, oneLine, reportFailure, safeJson } from "@kit/terminal";
import { Command } from "commander";
import { createHostContext } from "../host/host-context.ts";
import {
  configOption,
  type HostFlags,
  ledgerOption,
  modelOption,
  policyOption,
  serversOption,
} from "../terminal/shared-options.ts";
import type { Check, Finding } from "./check.ts";
import { checkKeys } from "./check-keys.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkLocalModels } from "./check-local-models.ts";
import { checkModels, checkOfflineModel } from "./check-models.ts";
import { checkNode } from "./check-node.ts";
import { checkPolicy } from "./check-policy.ts";
import { checkServers } from "./check-servers.ts";
import { checkWithoutSampling } from "./check-without-sampling.ts";

/** What the doctor looks at, in the order in which it tells. */
const CHECKS: readonly Check[] = [
  checkNode,
  checkKeys,
  checkModels,
  checkOfflineModel,
  checkLocalModels,
  checkPolicy,
  checkLedger,
  checkServers,
  checkWithoutSampling,
];

const SIGNS: Readonly<Record<Finding["status"], string>> = { ok: "ok   ", note: "note ", wrong: "WRONG" };

type DoctorFlags = Pick<HostFlags, "model" | "config" | "servers" | "policy" | "ledger"> & { json?: true };

/** `pnpm client doctor`: what works on this machine, and what to do about the rest. */
export function doctorCommand(env: NodeJS.ProcessEnv, signal: AbortSignal): Command {
  return new Command("doctor")
    .description("Look whether everything is set up, and say what to do about what is not.")
    .addOption(serversOption())
    .addOption(modelOption())
    .addOption(configOption())
    .addOption(policyOption())
    .addOption(ledgerOption())
    .option("--json", "print JSON")
    .action((flags: DoctorFlags) =>
      reportFailure(flags.json === true, async () => {
        const context = createHostContext(env, signal);
        const findings: Finding[] = [];
        for (const check of CHECKS) {
          const found = await check(flags, context);
          findings.push(...found);
          if (!flags.json) console.log(found.flatMap(render).join("\n"));
        }
        if (flags.json) console.log(safeJson(findings));
        const isWrong = findings.some(({ status }) => status === "wrong");
        if (isWrong && !signal.aborted) process.exitCode = EXIT_CODES.failed;
      }),
    );
}

function render({ about, status, said, fix }: Finding): string[] {
  const line = oneLine(`${SIGNS[status]}  ${about}: ${said}`);
  return fix === undefined ? [line] : [line, oneLine(`       fix: ${fix}`)];
}
