import { CARRIERS, everywhere, overStdio } from "../carriers.ts";
import type { Fault } from "../fault.ts";
import { startCall } from "../raw-messages.ts";

/** A process that ends when it should not. */
export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: "the server is killed before the call",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bench) {
      await bench.killServer();
      return bench.call();
    },
  },
  {
    name: "the server is killed while the client samples",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bench) {
      bench.provider.answerWith("a text, slowly");
      const { ended } = await bench.callUntil("asked");
      await bench.killServer();
      return ended;
    },
  },
  {
    name: "the server is killed when the answer has been sent",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bench) {
      bench.provider.answerWith("a text, slowly");
      const answering = bench.client.next("answering");
      const { ended } = await bench.callUntil("asked");
      // So that it does not get to its end first.
      bench.signalServer("SIGSTOP");
      await answering;
      await bench.killServer();
      return ended;
    },
  },
  {
    name: "the client is killed while it samples",
    ends: everywhere("gone"),
    endsConnection: true,
    async run(bench) {
      bench.provider.answerWith("silence");
      const asked = bench.provider.asked();
      const left = bench.provider.left();
      void bench.call();
      await asked;
      await bench.killClient();
      await left;
      return "gone";
    },
  },
  {
    name: "the server's input is closed during a call",
    ends: overStdio("exit 0"),
    async run(bench) {
      const server = bench.startOtherServer();
      server.send(...startCall(CARRIERS[bench.carrier].revision));
      await server.line(/sampling\/createMessage/);
      server.stdin.end();
      return (await server.exited) === 0 ? "exit 0" : "gone";
    },
  },
];
