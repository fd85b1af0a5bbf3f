import {
  type Client,
  type RequestOptions,
  specTypeSchemas,
  type Tool,
  withInputRequired,
} from "@modelcontextprotocol/client";

const RESULT_SCHEMA = withInputRequired(specTypeSchemas.CallToolResult);

type Params = { name: string; arguments: Record<string, unknown> };

/** Whether a tool wants arguments repeated in HTTP headers. Spec: `x-mcp-header` in its schema. */
export function wantsHeaders({ inputSchema }: Tool): boolean {
  return JSON.stringify(inputSchema).includes('"x-mcp-header"');
}

/**
 * Sends one `tools/call`, whose result may only ask. The SDK's `callTool` would miss the structured content in such a
 * result, so this is the request underneath; but for a tool that wants headers, which only `callTool` sets.
 */
export function callOnce(
  client: Client,
  params: Params,
  tool: Tool | undefined,
  options: RequestOptions,
): Promise<unknown> {
  const sendOptions = { ...options, allowInputRequired: true };
  if (tool === undefined) return client.request({ method: "tools/call", params }, RESULT_SCHEMA, sendOptions);
  // Without its output schema nothing is missed.
  const { name, inputSchema } = tool;
  return client.callTool(params, { ...sendOptions, toolDefinition: { name, inputSchema } });
}
