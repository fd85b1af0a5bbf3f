import type { ProtocolRevision } from "@kit/protocol";
import * as z from "zod";
import { connect } from "../../connect.ts";
import type { Connection } from "../../connection.ts";
import { textResult } from "../connect-to-kit-server.ts";
import { answerElicitations } from "./answer-elicitations.ts";

/** Where a scenario's server is, and the revision that is to be spoken. */
export type Stage = { url: string; revision: ProtocolRevision };

type Play = (connection: Connection) => Promise<unknown>;

const contextSchema = z.object({
  toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
});

/** What each scenario calls. To connect is to list the tools, and most scenarios ask for no more. */
const PLAYS: Readonly<Record<string, Play>> = {
  tools_call: ({ callTool }) => callTool("add_numbers", { a: 2, b: 3 }),
  "http-standard-headers": ({ callTool }) => callTool("test_headers", {}),
  "http-custom-headers": async ({ callTool }) => {
    const { toolCalls } = contextSchema.parse(JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? ""));
    for (const call of toolCalls) await callTool(call.name, call.arguments);
  },
  "http-invalid-tool-headers": async ({ tools, callTool }) => {
    for (const { name } of tools) await callTool(name, { region: "north" });
  },
  "json-schema-2020-12-preservation": ({ tools, callTool }) => {
    const tool = tools.find(({ name }) => name === "json_schema_2020_12_tool");
    return callTool("json_schema_echo", { schema: tool?.inputSchema });
  },
};

/** Plays a scenario of the suite through the kit's `connect()`, which finds out by itself what the server speaks. */
export async function playScenario(scenario: string, { url, revision }: Stage): Promise<void> {
  if (scenario === "sep-2322-client-request-state") return answerElicitations(url);
  const server = { name: "conformance", url };
  const connection = await connect({ server, revision: "auto", handler: async () => textResult("Yes.") });
  try {
    if (connection.revision !== revision) throw new Error(`Connected with ${connection.revision}, not ${revision}.`);
    await PLAYS[scenario]?.(connection);
  } finally {
    await connection.close();
  }
}
