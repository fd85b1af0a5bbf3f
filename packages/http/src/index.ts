// Serving: each revision comes from "@kit/http/protocol-2025-11-25" or "@kit/http/protocol-2026-07-28"
export { type ServeHttpOptions, serveHttp } from "./serve-http.ts";
export type { HttpSettings } from "./http-settings.ts";

// What an app and a revision hand to each other
export type { HttpProtocol, HttpProtocolOptions, HttpProtocols } from "./http-protocol.ts";
