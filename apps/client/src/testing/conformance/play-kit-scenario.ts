import { KitError } from "@kit/protocol";
import { connect } from "../../connect.ts";
import type { Connection } from "../../connection.ts";
import { modelsFrom } from "../../models/models-from.ts";
import { openModels } from "../../models/open-models.ts";
import { createSamplingHandler, type SamplingHandler } from "../../sampling/create-sampling-handler.ts";
import { followWire } from "./follow-wire.ts";
import { KIT_SCENARIOS, SECOND_CALL } from "./kit-scenarios.ts";
import type { Stage } from "./play-scenario.ts";

/** How a tool call ended. */
type Ended = { output: unknown } | { code: string };

/**
 * Plays a scenario that the suite does not have: one call that may go wrong, and a second one that must not. The models
 * are those of the environment. A message from the parent process cancels the first call.
 *
 * @returns how both calls ended, and what crossed the wire.
 */
export async function playKitScenario(name: string, { url, revision }: Stage) {
  const scenario = KIT_SCENARIOS[name];
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const { gateway, candidates, close } = await openModels(modelsFrom([], process.env), process.env);
  const answer = createSamplingHandler({ gateway, candidates });
  const hasty = createSamplingHandler({ gateway, candidates, timeoutMs: scenario.timeoutMs ?? 0 });
  let isFirst = true;
  const handler: SamplingHandler = async (request, context) => {
    if (!isFirst) return answer(request, context);
    if (scenario.refusal !== undefined) throw new KitError("declined", scenario.refusal);
    return scenario.timeoutMs === undefined ? answer(request, context) : hasty(request, context);
  };
  const wire = followWire();
  const cancel = new AbortController();
  process.once("message", () => cancel.abort());
  const connection = await connect({
    ...{ server: { name: "conformance", url }, revision, onTraffic: wire.see },
    ...(scenario.cannotSample !== true && { handler }),
  });
  const first = await callOnce(connection, scenario, cancel.signal);
  const crossed = wire.taken();
  isFirst = false;
  const second = await callOnce(connection, SECOND_CALL);
  await connection.close();
  await close();
  return { first, second, ...crossed };
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
