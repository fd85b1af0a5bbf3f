/** How the server introduces itself, on every revision. */
export const SERVER_INFO = { name: "kit-server", title: "MCP Sampling Kit server", version: "0.1.0" } as const;

/** What the server can do beside its tools: write to the client's log. */
export const SERVER_CAPABILITIES = { logging: {} } as const;

/** What the server tells a host's model about itself. */
export const INSTRUCTIONS =
  "Summarizes, classifies and translates texts, and answers questions about documents. The tools ask the client's model by sampling: the client must declare the sampling capability.";
