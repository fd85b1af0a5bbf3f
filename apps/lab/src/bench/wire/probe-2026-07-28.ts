import { type Journal, runRound, SILENT, type StateSeal } from "@kit/sampling";
import { Client } from "@modelcontextprotocol/client";
import { type CreateMessageRequestParams, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createPipe } from "./create-pipe.ts";
import { answerProbe, PROBE, PROBE_LIMITS, type ProbeInput, runProbe } from "./probe-tool.ts";

/** Calls the probe on protocol 2026-07-28, bound as the apps bind their tools. */
export async function probeRoundTrip(input: ProbeInput, answerBytes: number, seal: StateSeal) {
  const pipe = createPipe();
  serveStdio(() => createServer(seal), { transport: pipe.server, legacy: "reject" });

  const client = new Client(
    { name: "probe-client", version: "1.0.0" },
    {
      capabilities: { sampling: {} },
      versionNegotiation: { mode: { pin: "2026-07-28" } },
      inputRequired: { maxRounds: PROBE_LIMITS.rounds },
    },
  );
  client.setRequestHandler("sampling/createMessage", async ({ params }) => answerProbe(params, answerBytes));
  await client.connect(pipe.client);
  await client.listTools();

  const before = pipe.bytes();
  const { content } = await client.callTool({ name: "probe", arguments: input }, { onprogress: () => undefined });
  const bytes = pipe.bytes() - before;
  await client.close();
  return { bytes, content };
}

function createServer(seal: StateSeal): McpServer {
  const server = new McpServer({ name: "probe-server", version: "1.0.0" }, { requestState: { verify: seal.open } });
  server.registerTool("probe", PROBE, async (args, { mcpReq }) => {
    const { signal, inputResponses, requestState } = mcpReq;
    const outcome = await runRound({
      ...{ tool: "probe", limits: PROBE_LIMITS, notify: SILENT, signal, canSample: true, canUseTools: false },
      ...{ args, journal: requestState<Journal>(), inputResponses },
      run: (context) => runProbe(args, context),
    });
    if (outcome.kind === "complete") return outcome.value;
    const questions = Object.entries(outcome.questions).map(([key, request]) => [
      key,
      inputRequired.createMessage(request as CreateMessageRequestParams),
    ]);
    return inputRequired({
      inputRequests: Object.fromEntries(questions),
      requestState: await seal.seal(outcome.journal),
    });
  });
  return server;
}
