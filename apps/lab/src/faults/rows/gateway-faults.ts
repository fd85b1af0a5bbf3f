import { everywhere } from "../carriers.ts";
import type { Fault, Outcome } from "../fault.ts";
import type { ProviderAnswer } from "../provider-answers.ts";

/** What goes wrong between the client's gateway and the provider of the model. */
export const GATEWAY_FAULTS: readonly Fault[] = [
  provider("answers 401", "401", "gateway_unauthorized"),
  provider("answers 429", "429", "rate_limited"),
  provider("answers 500", "500", "gateway_failed"),
  provider("is slow", "a text, slowly", "result"),
  provider("is slower than the client waits", "silence", "timed_out", 400),
  provider("breaks off", "half an answer", "gateway_unreachable"),
  provider("answers with garbage", "garbage", "gateway_failed"),
];

function provider(does: string, answer: ProviderAnswer, outcome: Outcome, timeoutMs?: number): Fault {
  return {
    name: `the model's provider ${does}`,
    ends: everywhere(outcome),
    async run(bench) {
      await bench.sampleAs("answers", timeoutMs);
      bench.provider.answerWith(answer);
      return bench.call();
    },
  };
}
