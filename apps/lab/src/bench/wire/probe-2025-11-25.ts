import { runPush, SILENT } from "@kit/sampling";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { type CreateMessageRequestParams, CreateMessageRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { createPipe } from "./create-pipe.ts";
import { answerProbe, PROBE, PROBE_LIMITS, type ProbeInput, runProbe } from "./probe-tool.ts";

/** Calls the probe on protocol 2025-11-25, bound as the apps bind their tools. */
export async function probePush(input: ProbeInput, answerBytes: number) {
  const pipe = createPipe();
  const server = new McpServer({ name: "probe-server", version: "1.0.0" });
  server.registerTool("probe", PROBE, async (args, { signal }) => {
    const call = { tool: "probe", limits: PROBE_LIMITS, notify: SILENT, signal, canSample: true, canUseTools: false };
    return runPush({
      ...call,
      createMessage: (request, options) =>
        server.server.createMessage(request as CreateMessageRequestParams, { signal: options.signal ?? signal }),
      run: (context) => runProbe(args, context),
    });
  });
  await server.connect(pipe.server);

  const client = new Client({ name: "probe-client", version: "1.0.0" }, { capabilities: { sampling: {} } });
  client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => answerProbe(params, answerBytes));
  await client.connect(pipe.client);
  await client.listTools();

  const before = pipe.bytes();
  const options = { onprogress: () => undefined };
  const { content } = await client.callTool({ name: "probe", arguments: input }, undefined, options);
  const bytes = pipe.bytes() - before;
  await client.close();
  return { bytes, content };
}
