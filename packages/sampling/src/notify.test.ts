import { expect, it } from "vitest";
import { createProgress, SILENT } from "./notify.ts";

it("drops a report that does not go beyond the one before", () => {
  const reports: number[] = [];
  const notify = { ...SILENT, progress: ({ progress }: { progress: number }) => void reports.push(progress) };
  const report = createProgress(notify, { progress: 2 }, 8, { rounds: 0, samplingRequests: 0, outputTokens: 0 });
  for (const done of [1, 2, 3, 3, 2, 4]) report(done);
  expect(reports).toEqual([3, 4]);
});
