// Ask a model.
export { completion, createGateway } from "./gateway/create-gateway.ts";
export type { Gateway, GatewaySettings } from "./gateway/gateway.ts";
export { runToolLoop, toFunctionName, toolBlamedIn } from "./gateway/tool-loop.ts";
export type {
  CompletionReply,
  CompletionReport,
  CompletionRequest,
  CompletionStream,
  Cost,
  TokenUsage,
} from "./shared/completion.ts";

// Ask groups of models, with retries, fallbacks, limits and a cache.
export { createRouter, type Router } from "./router/create-router.ts";
export { hearRequests } from "./router/hear-requests.ts";
export type { DeploymentSettings, RouterSettings } from "./router/router-settings.ts";

// Know beforehand what a request may use.
export { estimateTokens } from "./cost/cost.ts";
export { estimateRouteUsd } from "./router/router-settings.ts";

// Read the settings of a router from a file.
export { readRouterConfig, RouterConfigError } from "./config/read-router-config.ts";

// Tell errors apart.
export { ERROR_KINDS, type ErrorKind } from "./errors/error-kinds.ts";
export { type Attempt, GatewayError, isUnbilled } from "./errors/gateway-error.ts";

// Know which provider would be asked, and whether messages leave the machine.
export { parseModelId } from "./providers/resolve-provider.ts";
export { PROVIDERS, type Provider } from "./providers/providers.ts";
export { isHosted } from "./providers/resolve-provider.ts";
export type { Environment, ModelPrice, ProviderOverride, ProviderSettings } from "./providers/provider-settings.ts";
export { reachableDeployments } from "./router/router-settings.ts";
export { type Destination, listDestinations } from "./providers/list-providers.ts";
export { describeProbe, describeProvider, listProviders, type ProviderStatus } from "./providers/list-providers.ts";
export { type Probe, probeLocalServers, probeProviders } from "./providers/list-providers.ts";
