import { everywhere } from "../carriers.ts";
import type { Fault } from "../fault.ts";

/** A call that is cancelled, wherever it has come. */
export const CANCEL_FAULTS: readonly Fault[] = [
  {
    name: "the call is cancelled while the server has it",
    ends: everywhere("cancelled"),
    async run(bench) {
      // It reads nothing until it may go on.
      bench.signalServer("SIGSTOP");
      const ended = bench.call();
      await bench.cancel();
      bench.signalServer("SIGCONT");
      return ended;
    },
  },
  {
    name: "the call is cancelled while the handler thinks",
    ends: everywhere("cancelled"),
    async run(bench) {
      await bench.sampleAs("never answers");
      const { ended } = await bench.callUntil("asked");
      await bench.cancel();
      return ended;
    },
  },
  {
    name: "the call is cancelled while the provider is asked, which sees its caller leave",
    ends: everywhere("cancelled"),
    async run(bench) {
      bench.provider.answerWith("silence");
      const asked = bench.provider.asked();
      const left = bench.provider.left();
      const ended = bench.call();
      await asked;
      await bench.cancel();
      await left;
      return ended;
    },
  },
  {
    name: "the call is cancelled while the answer is on its way",
    ends: everywhere("cancelled"),
    async run(bench) {
      bench.provider.answerWith("a text, slowly");
      const answering = bench.client.next("answering");
      const { ended } = await bench.callUntil("asked");
      bench.signalServer("SIGSTOP");
      await answering;
      await bench.cancel();
      bench.signalServer("SIGCONT");
      return ended;
    },
  },
];
