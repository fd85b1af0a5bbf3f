import type { ProtocolRevision } from "@kit/protocol";

// The client that the conformance suite starts: its last argument is the URL of a server, and the environment says
// which scenario to play on which revision. Ends with 0 when the scenario was played to its end.

const { MCP_CONFORMANCE_SCENARIO: scenario = "", MCP_CONFORMANCE_PROTOCOL_VERSION: version } = process.env;
const stage = { url: process.argv.at(-1) ?? "", revision: version as ProtocolRevision };

if (scenario.startsWith("auth/")) {
  console.error("The kit's client is given its bearer token, and asks nobody for one.");
  process.exitCode = 1;
} else if (scenario.startsWith("kit/")) {
  const { playKitScenario } = await import("./conformance/play-kit-scenario.ts");
  process.send?.(await playKitScenario(scenario, stage));
  process.disconnect?.();
} else {
  const { playScenario } = await import("./conformance/play-scenario.ts");
  await playScenario(scenario, stage);
}
