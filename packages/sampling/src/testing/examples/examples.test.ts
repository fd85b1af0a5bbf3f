import { callTool, sampleWith } from "@kit/sampling/testing";
import { describe, expect, it } from "vitest";
import { compareDocuments } from "./compare-documents.ts";
import { greet, greetWrongly } from "./greet.ts";
import { planTrip } from "./plan-trip.ts";
import { sendReport } from "./send-report.ts";

/** A clock that goes on with every look. */
function clock() {
  let hour = 8;
  return () => new Date(Date.UTC(2030, 0, 1, hour++));
}

describe("the examples of the README, on every carrier", () => {
  it("compare two documents in two rounds", async () => {
    const run = sampleWith(["About A.", "About B.", "A is longer."]);
    const { value, rounds } = await run((context) => compareDocuments(context, "A", "B"));
    expect(value).toBe("A is longer.");
    expect(rounds.map((round) => round.length)).toEqual([2, 1]);
    expect(JSON.stringify(rounds[1])).toContain("First: About A.\\n\\nSecond: About B.");
  });

  it("plan a trip with a look into the timetable", async () => {
    const run = sampleWith([callTool("timetable", { town: "Merrowick" }), "Take the 08:15."]);
    const { value, requests } = await run((context) => planTrip(context, "To Harwell, please."));
    expect(value).toBe("Take the 08:15.");
    expect(JSON.stringify(requests[1])).toContain("08:15 to Harwell");
  });

  it("greet at one time, whatever the clock says in a replay", async () => {
    const now = clock();
    expect((await sampleWith(["Good morning."])((context) => greet(context, now))).value).toBe("Good morning.");
  });

  it("send a report once, under one key", async () => {
    const keys: string[] = [];
    const send = async ({ idempotencyKey }: { idempotencyKey: string }) => void keys.push(idempotencyKey);
    const { value } = await sampleWith(["All is well."])((context) => sendReport(context, "1 2 3", send));
    expect(value).toBe("All is well.");
    // Once on each of the three carriers.
    expect(keys).toHaveLength(3);
  });
});

describe("the example of what goes wrong", () => {
  it("is stopped by replay_diverged", async () => {
    const now = clock();
    await expect(sampleWith(["Good morning."])((context) => greetWrongly(context, now))).rejects.toMatchObject({
      code: "replay_diverged",
    });
  });
});
