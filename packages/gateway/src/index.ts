// Ask a model.
export { completion } from "./completion.ts";
export type { CompletionReply, CompletionReport } from "./completion-reply.ts";
export type { CompletionRequest } from "./completion-request.ts";
export { createGateway, type Gateway, type GatewaySettings } from "./create-gateway.ts";
// Tell errors apart.
export { ERROR_KINDS, type ErrorKind, type ErrorKindRow } from "./errors/error-kinds.ts";
export { GatewayError, type GatewayErrorDetails } from "./errors/gateway-error.ts";

// Know who would be asked, and whether messages leave the machine.
export { type ModelId, parseModelId } from "./model-id.ts";
export { hasKey } from "./providers/has-key.ts";
export { isHosted } from "./providers/is-hosted.ts";
export { listProviders, type ProviderStatus } from "./providers/list-providers.ts";
export type { Provider } from "./providers/provider.ts";
export { PROVIDERS, type ProviderName } from "./providers/providers.ts";
export type { Environment, ProviderOverride, ProviderSettings } from "./providers/settings.ts";
export type { Cost } from "./read-cost.ts";
export type { TokenUsage } from "./read-usage.ts";
