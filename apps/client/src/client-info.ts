/** How the client introduces itself, on every revision. */
export const CLIENT_INFO = { name: "kit-client", title: "MCP Sampling Kit client", version: "0.1.0" } as const;

/** What the client can do: it samples, with tools. */
export const CLIENT_CAPABILITIES = { sampling: { tools: {} } };
