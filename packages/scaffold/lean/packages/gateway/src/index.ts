// Ask a model.
export { createGateway, type Gateway } from "./gateway/create-gateway.ts";

// Know beforehand what a request may use, and where it goes.
export { estimateTokens } from "./cost/cost.ts";
export { type Destination, estimateRouteUsd, listDestinations, type TokenUsage } from "./providers/providers.ts";

// Tell errors apart.
export { ERROR_KINDS, type ErrorKind, GatewayError, isUnbilled } from "./errors/gateway-error.ts";
