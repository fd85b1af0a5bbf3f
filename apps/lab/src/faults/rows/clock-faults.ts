import { everywhere, onPush, onRoundTrip } from "../carriers.ts";
import type { Fault } from "../fault.ts";

const HOUR_MS = 3_600_000;

/** A clock that jumps while the client samples. */
export const CLOCK_FAULTS: readonly Fault[] = [
  jump("server", HOUR_MS, "the state expires while the client samples, as the server's clock jumps ahead", {
    ...onPush("result"),
    ...onRoundTrip("state_invalid"),
  }),
  jump("server", -HOUR_MS, "the server's clock jumps back", everywhere("result")),
  jump("client", HOUR_MS, "the client's clock jumps ahead", everywhere("result")),
  jump("client", -HOUR_MS, "the client's clock jumps back", everywhere("result")),
];

function jump(who: "server" | "client", jumpMs: number, name: string, ends: Fault["ends"]): Fault {
  return {
    ...{ name, ends },
    connection: () => ({ [`${who}JumpMs`]: jumpMs }),
    async run(bench) {
      bench.provider.answerWith("a text, slowly");
      const { ended } = await bench.callUntil("asked");
      await bench.jumpClock(who);
      return ended;
    },
  };
}
