import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { OpenAI } from "openai";
import { questionFor, resultFor, SUMMARIZE } from "./summarize.ts";

// The server that one would write without the kit, and which asks a model itself. It is given a provider's base URL.

const [, , baseURL = ""] = process.argv;
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const server = new McpServer({ name: "bare-server", version: "1.0.0" });

server.registerTool("summarize", SUMMARIZE, async ({ document, maxWords }, { signal }) => {
  const { systemPrompt, messages, maxTokens, temperature } = questionFor(document, maxWords);
  const asked = messages.map(({ role, content }) => ({ role, content: content.text }));
  const { choices } = await client.chat.completions.create(
    {
      model: "canned",
      messages: [{ role: "system", content: systemPrompt }, ...asked],
      max_tokens: maxTokens,
      temperature,
    },
    { signal },
  );
  return resultFor({ content: { type: "text", text: choices[0]?.message.content }, model: "canned" });
});

await server.connect(new StdioServerTransport());
