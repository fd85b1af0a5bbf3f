import { playKitScenarios } from "./play-kit-scenarios.ts";
import type { Row } from "./row.ts";
import { runSuite } from "./run-suite.ts";
import { startServer } from "./start-server.ts";
import { SUITES } from "./suites.ts";

/** Runs the conformance suite, on both ends and both revisions, and the kit's own scenarios beside it. */
export async function runConformance(signal: AbortSignal, onSuite: (name: string) => void): Promise<Row[]> {
  const server = await startServer(signal);
  try {
    const rows: Row[] = [];
    for (const suite of SUITES) {
      onSuite(`${suite.side} ${suite.revision} ${suite.select.join(" ")}`);
      rows.push(...(await runSuite(suite, server.url)));
    }
    onSuite("the kit's own scenarios");
    rows.push(...(await playKitScenarios(server.url)));
    return rows;
  } finally {
    await server.stop();
  }
}
