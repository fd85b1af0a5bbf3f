import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderReport } from "./render-report.ts";
import type { Row } from "./row.ts";

/** The page that shows the report. */
export const REPORT_PAGE = fileURLToPath(new URL("../../conformance.md", import.meta.url));

const REPORT = /(?<=<!-- table: conformance -->\n\n)[\s\S]*?(?=<!-- end -->)/;

/** The page with the report as it should be. */
export function pageWith(rows: readonly Row[]): string {
  return readFileSync(REPORT_PAGE, "utf8").replace(REPORT, () => `${renderReport(rows)}\n`);
}
