import type { ChatCompletion } from "openai/resources/chat/completions";
import type { CompletionReply } from "../completion-reply.ts";
import { readCost } from "../cost/read-cost.ts";
import { readUsage } from "../read-usage.ts";
import type { Call } from "./call.ts";

/** A completion with the report of its call beside it. */
export async function toReply(call: Call, completion: ChatCompletion, headers: Headers): Promise<CompletionReply> {
  const { asked, trail, warnings, startedAt } = call;
  const { provider, id: model } = asked.model;
  const { attempts } = trail;
  const usage = readUsage(completion);
  const cost = await readCost(completion, headers, asked.model);
  const latencyMs = performance.now() - startedAt;
  return Object.assign(completion, {
    kit: {
      provider: provider.name,
      model,
      attempts: attempts.length,
      trail: attempts,
      warnings,
      usage,
      cost,
      cached: false,
      latencyMs,
    },
  });
}
