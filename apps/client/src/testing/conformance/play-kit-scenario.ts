import { mock } from "node:test";
import type { Approver } from "@kit/consent";
import { createPolicy, openLedger } from "@kit/consent";
import { KitError } from "@kit/protocol";
import { connect } from "../../connect.ts";
import type { Connection } from "../../connection.ts";
import { modelsFrom } from "../../models/models-from.ts";
import { openModels } from "../../models/open-models.ts";
import { createSamplingHandler } from "../../sampling-handler.ts";
import { followWire } from "./follow-wire.ts";
import { KIT_SCENARIOS, SECOND_CALL } from "./kit-scenarios.ts";
import type { Stage } from "./play-scenario.ts";

/** How a tool call ended. */
type Ended = { output: unknown } | { code: string };

/**
 * Plays a scenario that the suite does not have: one call that may go wrong, and a second one that must not. The models
 * are those of the environment, and the handler is that of every command, with a person who decides at once.
 *
 * A message from the parent process cancels the first call, or, if the model has a time limit, lets that time pass:
 * until then it stands still.
 *
 * @returns how both calls ended, and what crossed the wire during the first.
 */
export async function playKitScenario(name: string, { url, revision }: Stage) {
  const scenario = KIT_SCENARIOS[name];
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const { timeoutMs, isRefused = false, cannotSample = false } = scenario;
  const { gateway, candidates, close } = await openModels(modelsFrom([], process.env), process.env);
  const ledger = await openLedger({ path: ":memory:" });
  const person = { isRefusing: isRefused };
  const handler = createSamplingHandler({
    ...{ gateway, candidates, timeoutMs, ledger },
    policy: createPolicy({ policy: {} }),
    approver: createApprover(person),
  });
  const wire = followWire();
  const server = { name: "conformance", url };
  const connection = await connect({ server, revision, onTraffic: wire.see, ...(!cannotSample && { handler }) });

  const cancel = new AbortController();
  process.once("message", () => (timeoutMs === undefined ? cancel.abort() : mock.timers.tick(timeoutMs)));
  if (timeoutMs !== undefined) mock.timers.enable({ apis: ["setTimeout"] });
  const first = await callOnce(connection, scenario, cancel.signal);
  mock.timers.reset();
  const crossed = wire.taken();
  person.isRefusing = false;
  const second = await callOnce(connection, SECOND_CALL);
  await connection.close();
  ledger.close();
  await close();
  return { first, second, ...crossed };
}

/** A person who says yes or no, and sends every answer. */
function createApprover(person: { isRefusing: boolean }): Approver {
  return {
    approve: async () => (person.isRefusing ? { kind: "refuse" } : { kind: "approve", scope: "once" }),
    review: async (_, result) => ({ kind: "send", result }),
  };
}

async function callOnce(
  { callTool }: Connection,
  { tool, args }: { tool: string; args: Record<string, unknown> },
  signal?: AbortSignal,
): Promise<Ended> {
  try {
    const { structuredContent } = await callTool(tool, args, signal && { signal });
    return { output: structuredContent };
  } catch (error) {
    if (error instanceof KitError) return { code: error.code };
    throw error;
  }
}
