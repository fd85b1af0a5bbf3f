import { everywhere } from "../carriers.ts";
import type { Fault, Outcome } from "../fault.ts";
import type { ProviderAnswer } from "../provider-answers.ts";

const TEXT = { tool: "classify", args: { text: "It came late." } };

/** What goes wrong in the client's sampling handler, or in what its model says. */
export const HANDLER_FAULTS: readonly Fault[] = [
  {
    name: "the client cannot sample",
    ends: everywhere("client_cannot_sample"),
    endsConnection: true,
    connection: () => ({ canSample: false }),
  },
  handlerDoes("throws", "the handler throws", "sampling_failed"),
  handlerDoes("never answers", "the handler never answers", "timed_out", 300),
  {
    name: "the call is silent for longer than it may be",
    ends: everywhere("timed_out"),
    async run(bench) {
      await bench.sampleAs("never answers");
      return bench.call({ timeoutMs: 300 });
    },
  },
  handlerDoes("answers without a model", "the answer breaks the specification", "invalid_reply"),
  handlerDoes("answers with an image", "the answer is an image", "empty_reply"),
  modelSays("nothing", "the answer is empty", everywhere("empty_reply")),
  modelSays("a text that is cut off", "the answer is cut off", everywhere("reply_cut_off")),
  modelSays("no JSON", "the answer is not the JSON that was asked for", everywhere("invalid_structured_output"), TEXT),
];

function handlerDoes(behaviour: string, name: string, outcome: Outcome, timeoutMs?: number): Fault {
  return {
    ...{ name, ends: everywhere(outcome) },
    async run(bench) {
      await bench.sampleAs(behaviour, timeoutMs);
      return bench.call();
    },
  };
}

function modelSays(answer: ProviderAnswer, name: string, ends: Fault["ends"], call = {}): Fault {
  return {
    ...{ name, ends },
    async run(bench) {
      bench.provider.answerWith(answer);
      return bench.call(call);
    },
  };
}
