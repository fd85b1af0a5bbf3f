import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { pageWith, REPORT_PAGE } from "./report.ts";
import { runConformance } from "./run-conformance.ts";
import type { Row } from "./suites.ts";

let rows: Row[];
beforeAll(async () => {
  rows = await runConformance(new AbortController().signal, () => undefined);
}, 1_800_000);

const passed = () => rows.filter(({ verdict }) => verdict === "passes");
const named = (pattern: RegExp) => passed().filter(({ scenario }) => pattern.test(scenario));

describe("the conformance suite", () => {
  it("finds nothing wrong but what the lists of expected failures name", () => {
    expect(rows.filter(({ verdict }) => verdict === "FAILS")).toEqual([]);
  });

  it("passes with sampling on both of its versions, and with every way of asking in rounds", () => {
    expect(named(/^tools-call-sampling$/).map(({ version }) => version)).toEqual(["0.1.16", "0.2.0-alpha.12"]);
    expect(named(/^input-required-result-/)).toHaveLength(14);
    expect(named(/^sep-2322-client-request-state$/)).toHaveLength(1);
  });

  it("leaves to the kit's own scenarios what it does not look at, on both revisions", () => {
    expect(named(/^kit\//)).toHaveLength(14);
  });

  it("went as the page says (`pnpm conformance --write` writes it)", () => {
    expect(pageWith(rows)).toBe(readFileSync(REPORT_PAGE, "utf8"));
  });
});
