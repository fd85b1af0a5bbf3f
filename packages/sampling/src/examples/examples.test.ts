import { describe, expect, it } from "vitest";
import { type Answer, driveDirect, drivePush, driveRounds, textResult } from "../testing/drive.ts";
import { toolResultOf } from "../testing/sample-over.ts";
import { compareDocuments } from "./compare-documents.ts";
import { greet, greetWrongly } from "./greet.ts";
import { planTrip } from "./plan-trip.ts";
import { rateReview } from "./rate-review.ts";
import { sendReport } from "./send-report.ts";

const echo: Answer = (question) => textResult(`<${question.replaceAll("\n", " ")}>`);

/** A clock that goes on with every look. */
function clock() {
  let hour = 8;
  return () => new Date(Date.UTC(2030, 0, 1, hour++));
}

describe.each([
  ["push", drivePush],
  ["round trip", driveRounds],
  ["direct", driveDirect],
] as const)("the examples of the README on %s", (carrier, drive) => {
  it("compare two documents in two rounds", async () => {
    const { value, rounds } = await drive((context) => compareDocuments(context, "A", "B"), echo);
    expect(value).toBe("<What is different?  First: <Summarize:  A>  Second: <Summarize:  B>>");
    if (carrier === "round trip") expect(rounds.map((round) => round.length)).toEqual([2, 1]);
  });

  it("rate a review, and correct the model", async () => {
    const answers = [{ stars: 9 }, { stars: 4 }];
    const answer: Answer = () => toolResultOf({ id: "1", name: "final_answer", input: answers.shift() ?? {} });
    expect((await drive((context) => rateReview(context, "Lovely."), answer)).value).toBe(4);
  });

  it("plan a trip with a look into the timetable", async () => {
    const answer: Answer = (question) =>
      question.includes("08:15")
        ? textResult("Take the 08:15.")
        : toolResultOf({ id: "1", name: "timetable", input: { town: "Merrowick" } });
    expect((await drive((context) => planTrip(context, "To Harwell, please."), answer)).value).toBe("Take the 08:15.");
  });

  it("greet at one time", async () => {
    expect((await drive((context) => greet(context, clock()), echo)).value).toBe(
      "<Greet me. It is 2030-01-01T08:00:00.000Z.>",
    );
  });

  it("send a report once, under one key", async () => {
    const keys: string[] = [];
    const send = async ({ idempotencyKey }: { idempotencyKey: string }) => void keys.push(idempotencyKey);
    expect((await drive((context) => sendReport(context, "1 2 3", send), echo)).value).toBe("<Write a report:  1 2 3>");
    expect(keys).toHaveLength(1);
  });
});

describe("the example of what goes wrong", () => {
  it("is stopped on round trip, and works on push", async () => {
    const now = clock();
    await expect(driveRounds((context) => greetWrongly(context, now), echo)).rejects.toMatchObject({
      code: "replay_diverged",
    });
    expect((await drivePush((context) => greetWrongly(context, now), echo)).value).toContain("Greet me.");
  });
});
