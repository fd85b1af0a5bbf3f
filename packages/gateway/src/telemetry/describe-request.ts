import type { Attributes } from "@opentelemetry/api";
import type { Call } from "../call/call.ts";
import { isRecord } from "../is-record.ts";
import { NAMES, PARAMETERS, PROVIDER_NAMES } from "./names.ts";

/** What spans and metrics have in common: who is asked, and where. */
export function describeTarget({ asked: { model, endpoint } }: Call): Attributes {
  const { hostname, port, protocol } = new URL(endpoint.baseURL);
  return {
    [NAMES.operation]: "chat",
    [NAMES.provider]: PROVIDER_NAMES[model.provider.name] ?? model.provider.name,
    [NAMES.requestModel]: model.name,
    [NAMES.serverAddress]: hostname,
    [NAMES.serverPort]: Number(port) || (protocol === "https:" ? 443 : 80),
  };
}

/** What only spans tell: the parameters, and what the router knows. */
export function describeRequest(call: Call): Attributes {
  const { body, labels } = call;
  const attributes: Attributes = { ...describeTarget(call), [NAMES.apiType]: "chat_completions", ...labels };
  for (const [parameter, name] of Object.entries(PARAMETERS)) {
    const value = body[parameter];
    if (typeof value === "number") attributes[name] = value;
    else if (parameter === "stop" && value !== undefined) attributes[name] = [value].flat().map(String);
  }
  const format = isRecord(body.response_format) ? body.response_format.type : "text";
  attributes[NAMES.outputType] = typeof format === "string" && format.startsWith("json") ? "json" : "text";
  return attributes;
}
