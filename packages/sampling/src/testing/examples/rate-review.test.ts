import { sampleWith } from "@kit/sampling/testing";
import { expect, it } from "vitest";
import { rateReview } from "./rate-review.ts";

it("corrects a model that gives nine of five stars", async () => {
  const run = sampleWith([{ stars: 9 }, { stars: 4 }]);
  const { value, requests } = await run((context) => rateReview(context, "Lovely."));
  expect(value).toBe(4);
  expect(JSON.stringify(requests[1])).toContain("stars: Too big");
});
