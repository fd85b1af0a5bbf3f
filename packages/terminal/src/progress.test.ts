import { describe, expect, it } from "vitest";
import { createProgressView } from "./screen.ts";

function record(settings: { isTTY?: boolean; columns?: number } = {}) {
  const chunks: string[] = [];
  const view = createProgressView({ ...settings, write: (chunk) => chunks.push(chunk) });
  return { view, written: () => chunks.join("") };
}

describe("the progress of a call", () => {
  it("is a line for each report without a terminal", () => {
    const { view, written } = record();
    view.show({ progress: 3, total: 12, message: "part 3\u001b[2J" });
    view.show({ progress: 4 });
    view.end();
    expect(written()).toBe("3 of 12: part 3\\u{1b}[2J\n4\n");
  });

  it("is a bar in a terminal, that fits its width and goes away", () => {
    const { view, written } = record({ isTTY: true, columns: 40 });
    view.show({ progress: 6, total: 12, message: "a message that is too long for this line" });
    const line = `[${"█".repeat(12)}${"░".repeat(12)}] 6 of 12: a m`;
    expect(written()).toBe(`\r\u001b[2K${line}`);
    expect(line).toHaveLength(39);
    view.end();
    view.end();
    expect(written()).toBe(`\r\u001b[2K${line}\r\u001b[2K`);
  });

  it("stays in its bounds whatever a server reports", () => {
    const { view, written } = record({ isTTY: true });
    view.show({ progress: 99, total: 12 });
    view.show({ progress: -1, total: 0 });
    expect(written()).toContain(`[${"█".repeat(24)}] 99 of 12`);
    expect(written()).toContain("\u001b[2K-1 of 0");
  });
});
