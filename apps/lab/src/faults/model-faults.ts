import { type Ends, everywhere, type Outcome } from "./carriers.ts";
import type { Fault } from "./fault.ts";
import type { ProviderAnswer } from "./start-provider.ts";

/** What goes wrong in the client's sampling handler, in what its model says, or between it and the provider. */
export const MODEL_FAULTS: readonly Fault[] = [
  {
    name: "the client cannot sample",
    ends: everywhere("client_cannot_sample"),
    endsConnection: true,
    connection: () => ({ canSample: false }),
  },
  handlerDoes("throws", "the handler throws", "sampling_failed"),
  handlerDoes("never answers", "the handler never answers", "timed_out", 300),
  handlerDoes("answers without a model", "the answer breaks the specification", "invalid_reply"),
  handlerDoes("answers with an image", "the answer is an image", "empty_reply"),
  modelSays("nothing", "the answer is empty", everywhere("empty_reply")),
  modelSays("a text that is cut off", "the answer is cut off", everywhere("reply_cut_off")),
  modelSays("no JSON", "the answer is not the JSON that was asked for", everywhere("invalid_structured_output"), {
    ...{ tool: "classify", args: { text: "It came late." } },
  }),
  modelSays("401", "the model's provider answers 401", everywhere("gateway_unauthorized")),
  modelSays("429", "the model's provider answers 429", everywhere("rate_limited")),
  modelSays("500", "the model's provider answers 500", everywhere("gateway_failed")),
  modelSays("a text, slowly", "the model's provider is slow", everywhere("result")),
  modelSays("half an answer", "the model's provider breaks off", everywhere("gateway_unreachable")),
  modelSays("garbage", "the model's provider answers with garbage", everywhere("gateway_failed")),
  {
    name: "the model's provider is slower than the client waits",
    ends: everywhere("timed_out"),
    async run(bed) {
      await bed.sampleAs("answers", 400);
      bed.provider.answerWith("silence");
      return bed.call();
    },
  },
];

function handlerDoes(behaviour: string, name: string, outcome: Outcome, timeoutMs?: number): Fault {
  return {
    ...{ name, ends: everywhere(outcome) },
    async run(bed) {
      await bed.sampleAs(behaviour, timeoutMs);
      return bed.call();
    },
  };
}

function modelSays(answer: ProviderAnswer, name: string, ends: Ends, call = {}): Fault {
  return {
    ...{ name, ends },
    async run(bed) {
      await bed.sampleAs("answers");
      bed.provider.answerWith(answer);
      return bed.call(call);
    },
  };
}
