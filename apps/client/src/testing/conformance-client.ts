import { PROTOCOL_REVISIONS } from "@kit/protocol";

// The client that the conformance suite starts: its last argument is the URL of a server, and the environment says
// which scenario to play on which revision. Ends with 0 when the scenario was played to its end.

const { MCP_CONFORMANCE_SCENARIO: scenario = "", MCP_CONFORMANCE_PROTOCOL_VERSION: version } = process.env;
const revision = PROTOCOL_REVISIONS.find((known) => known === version);
const url = process.argv.at(-1) ?? "";

if (revision === undefined) throw new Error(`The kit's client does not speak ${version}.`);
if (scenario.startsWith("auth/"))
  throw new Error("The kit's client is given its bearer token, and asks nobody for one.");

if (scenario.startsWith("kit/")) {
  const { playKitScenario } = await import("./conformance/play-kit-scenario.ts");
  const report = await playKitScenario(scenario, { url, revision });
  process.send?.(report);
  process.disconnect?.();
} else {
  const { playScenario } = await import("./conformance/play-scenario.ts");
  await playScenario(scenario, { url, revision });
}
