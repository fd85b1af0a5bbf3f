// Ask a model.
export { completion } from "./completion.ts";
export type { CompletionReply, CompletionReport } from "./completion-reply.ts";
export type { CompletionRequest } from "./completion-request.ts";
export { createGateway } from "./create-gateway.ts";
export type { Gateway, GatewaySettings } from "./gateway.ts";
export type { CompletionStream } from "./streaming/completion-stream.ts";
export type { Attempt } from "./call/trail.ts";
export type { Cost } from "./cost/cost.ts";
export type { TokenUsage } from "./read-usage.ts";
export type { TelemetrySettings } from "./telemetry/telemetry-settings.ts";

// Ask groups of models, with retries, fallbacks, limits, a budget and a cache.
export { createRouter, type Router } from "./router/create-router.ts";
export type { RouterEvents } from "./router/router-events.ts";
export type {
  BudgetSettings,
  CacheSettings,
  CooldownSettings,
  DeploymentSettings,
  FallbackLists,
  RetrySettings,
  RouterSettings,
} from "./router/router-settings.ts";
export type { DeploymentSnapshot, RouterSnapshot } from "./router/router-snapshot.ts";
export type { BudgetSnapshot } from "./router/budget.ts";
export type { CacheSnapshot } from "./router/answer-cache.ts";

// Know beforehand what a request may use.
export { estimateCostUsd } from "./cost/estimate-cost.ts";
export { estimateTokens } from "./router/estimate-tokens.ts";

// Read the settings of a router from a file.
export { readRouterConfig } from "./config/read-router-config.ts";
export { RouterConfigError, type RouterConfigIssue } from "./config/router-config-error.ts";

// Tell errors apart.
export { ERROR_KINDS, type ErrorKind, type ErrorKindRow } from "./errors/error-kinds.ts";
export { GatewayError, type GatewayErrorDetails } from "./errors/gateway-error.ts";
export { mayBeBilled } from "./errors/may-be-billed.ts";

// Know who would be asked, and whether messages leave the machine.
export { type ModelId, parseModelId } from "./model-id.ts";
export { hasKey } from "./providers/has-key.ts";
export { isHosted } from "./providers/is-hosted.ts";
export { type Probe, probeProvider } from "./providers/probe-provider.ts";
export { listProviders, type ProviderStatus } from "./providers/list-providers.ts";
export type { Provider } from "./providers/provider.ts";
export { PROVIDERS, type ProviderName } from "./providers/providers.ts";
export type { Environment, ProviderOverride, ProviderSettings } from "./providers/settings.ts";
