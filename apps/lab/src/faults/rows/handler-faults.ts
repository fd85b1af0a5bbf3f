import { everywhere } from "../carriers.ts";
import type { Fault } from "../fault.ts";
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
  {
    name: "the handler throws",
    ends: everywhere("sampling_failed"),
    async run(bench) {
      await bench.sampleAs("throws");
      return bench.call();
    },
  },
  {
    name: "the handler never answers",
    ends: everywhere("timed_out"),
    async run(bench) {
      await bench.sampleAs("never answers", 300);
      return bench.call();
    },
  },
  {
    name: "the call is silent for longer than it may be",
    ends: everywhere("timed_out"),
    async run(bench) {
      await bench.sampleAs("never answers");
      return bench.call({ timeoutMs: 300 });
    },
  },
  {
    name: "the answer breaks the specification",
    ends: everywhere("invalid_reply"),
    async run(bench) {
      await bench.sampleAs("answers without a model");
      return bench.call();
    },
  },
  {
    name: "the answer is an image",
    ends: everywhere("empty_reply"),
    async run(bench) {
      await bench.sampleAs("answers with an image");
      return bench.call();
    },
  },
  modelSays("nothing", "the answer is empty", everywhere("empty_reply")),
  modelSays("a text that is cut off", "the answer is cut off", everywhere("reply_cut_off")),
  modelSays("no JSON", "the answer is not the JSON that was asked for", everywhere("invalid_structured_output"), TEXT),
];

function modelSays(answer: ProviderAnswer, name: string, ends: Fault["ends"], call = {}): Fault {
  return {
    ...{ name, ends },
    async run(bench) {
      bench.provider.answerWith(answer);
      return bench.call(call);
    },
  };
}
