/** The MCP protocol revisions that the kit speaks, oldest first. */
export const PROTOCOL_REVISIONS = ["2025-11-25", "2026-07-28"] as const;

/** One revision of the Model Context Protocol, named by its date as on the wire. */
export type ProtocolRevision = (typeof PROTOCOL_REVISIONS)[number];
