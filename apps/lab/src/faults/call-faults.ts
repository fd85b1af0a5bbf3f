import { CARRIERS, type Ends, everywhere, onPush, onRoundTrip, overStdio } from "./carriers.ts";
import type { Fault } from "./fault.ts";
import { lineOf, startCall } from "./fault-processes.ts";

const HOUR_MS = 3_600_000;

/** A call that is cancelled, wherever it has come; a process that ends when it should not; a clock that jumps. */
export const CALL_FAULTS: readonly Fault[] = [
  {
    name: "the call is cancelled while the server has it",
    ends: everywhere("cancelled"),
    async run(bed) {
      // It reads nothing until it may go on.
      bed.signalServer("SIGSTOP");
      const ended = bed.call();
      await bed.cancel();
      bed.signalServer("SIGCONT");
      return ended;
    },
  },
  {
    name: "the call is cancelled while the handler thinks",
    ends: everywhere("cancelled"),
    async run(bed) {
      await bed.sampleAs("never answers");
      const { ended } = await bed.callUntil("asked");
      await bed.cancel();
      return ended;
    },
  },
  {
    name: "the call is cancelled while the provider is asked, which sees its caller leave",
    ends: everywhere("cancelled"),
    async run(bed) {
      bed.provider.answerWith("silence");
      const asked = bed.provider.asked();
      const left = bed.provider.left();
      const ended = bed.call();
      await asked;
      await bed.cancel();
      await left;
      return ended;
    },
  },
  {
    name: "the call is cancelled while the answer is on its way",
    ends: everywhere("cancelled"),
    async run(bed) {
      bed.provider.answerWith("a text, when told");
      const answering = bed.client.next("answering");
      const { ended } = await bed.callUntil("asked");
      bed.signalServer("SIGSTOP");
      bed.provider.tell();
      await answering;
      await bed.cancel();
      bed.signalServer("SIGCONT");
      return ended;
    },
  },
  jump("server", HOUR_MS, "the state expires while the client samples, as the server's clock jumps ahead", {
    ...onPush("result"),
    ...onRoundTrip("state_invalid"),
  }),
  jump("server", -HOUR_MS, "the server's clock jumps back", everywhere("result")),
  jump("client", HOUR_MS, "the client's clock jumps ahead", everywhere("result")),
  jump("client", -HOUR_MS, "the client's clock jumps back", everywhere("result")),
  {
    name: "the server is killed before the call",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bed) {
      await bed.killServer();
      return bed.call();
    },
  },
  {
    name: "the server is killed while the client samples",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bed) {
      bed.provider.answerWith("a text, when told");
      const { ended } = await bed.callUntil("asked");
      await bed.killServer();
      // Over HTTP, nobody speaks to the server meanwhile on 2026-07-28.
      bed.provider.tell();
      return ended;
    },
  },
  {
    name: "the server is killed when the answer has been sent",
    ends: everywhere("connection_closed"),
    endsConnection: true,
    async run(bed) {
      bed.provider.answerWith("a text, when told");
      const answering = bed.client.next("answering");
      const { ended } = await bed.callUntil("asked");
      // So that it does not get to its end first.
      bed.signalServer("SIGSTOP");
      bed.provider.tell();
      await answering;
      await bed.killServer();
      return ended;
    },
  },
  {
    name: "the client is killed while it samples",
    ends: everywhere("gone"),
    endsConnection: true,
    async run(bed) {
      bed.provider.answerWith("silence");
      const asked = bed.provider.asked();
      const left = bed.provider.left();
      void bed.call();
      await asked;
      await bed.killClient();
      await left;
      return "gone";
    },
  },
  {
    name: "the server's input is closed during a call",
    ends: overStdio("exit 0"),
    async run(bed) {
      const server = bed.startOtherServer();
      await startCall(server, CARRIERS[bed.carrier].revision);
      await lineOf(server, /sampling\/createMessage/);
      server.child.stdin?.end();
      return (await server.exited) === 0 ? "exit 0" : "gone";
    },
  },
];

function jump(who: "server" | "client", jumpMs: number, name: string, ends: Ends): Fault {
  return {
    ...{ name, ends },
    connection: () => ({ [`${who}JumpMs`]: jumpMs }),
    async run(bed) {
      bed.provider.answerWith("a text, when told");
      const { ended } = await bed.callUntil("asked");
      await bed.jumpClock(who);
      bed.provider.tell();
      return ended;
    },
  };
}
