import { locate, startProgram } from "../processes/start-program.ts";
import { playKitScenarios } from "./play-kit-scenarios.ts";
import { runSuite } from "./run-suite.ts";
import { type Row, SUITES } from "./suites.ts";

/** Runs the conformance suite, on both ends and both revisions, and the kit's own scenarios beside it. */
export async function runConformance(signal: AbortSignal, onSuite: (name: string) => void): Promise<Row[]> {
  // The kit's server with the tools of the suite.
  const server = startProgram(locate("@kit/server/src/testing/conformance-server.ts"), { signal });
  try {
    const [url] = await server.said(/http:\S+/);
    const rows: Row[] = [];
    for (const suite of SUITES) {
      signal.throwIfAborted();
      onSuite(`${suite.side} ${suite.revision} ${suite.select.join(" ")}`);
      rows.push(...(await runSuite(suite, url)));
    }
    onSuite("the kit's own scenarios");
    rows.push(...(await playKitScenarios(url)));
    return rows;
  } finally {
    server.child.kill();
    await server.exited;
  }
}
