import type { OpenAI } from "openai";
import { load } from "./load.ts";
import type { Endpoint } from "./providers/endpoint.ts";
import { LONGEST_TIMER_MS } from "./with-deadline.ts";

/** Gives the client of an endpoint. */
export type ClientCache = (endpoint: Endpoint) => Promise<OpenAI>;

/** Keeps one client per endpoint. The `openai` package is loaded when the first client is asked for. */
export function createClientCache(): ClientCache {
  const clients = new Map<string, Promise<OpenAI>>();
  return (endpoint) => {
    const key = JSON.stringify([endpoint.provider.name, endpoint.baseURL, endpoint.apiKey, endpoint.headers]);
    const client = clients.get(key) ?? createClient(endpoint);
    clients.set(key, client);
    return client;
  };
}

/**
 * The package reads OPENAI_* variables for whatever base URL it is given: each is overruled here, so that an
 * organization, a project or a header meant for OpenAI does not go to someone else.
 */
async function createClient({ baseURL, apiKey, headers }: Endpoint): Promise<OpenAI> {
  const { OpenAI } = await load.openai();
  return new OpenAI({
    baseURL,
    apiKey,
    organization: null,
    project: null,
    defaultHeaders: { ...takeBackCustomHeaders(), Authorization: `Bearer ${apiKey}`, ...headers },
    maxRetries: 0,
    // The deadline of a completion is the only clock: two that stop at the same moment would race.
    timeout: LONGEST_TIMER_MS,
    // At level debug the package would write to stdout, which may be a protocol's wire.
    logLevel: "off",
  });
}

/** A null for each header in OPENAI_CUSTOM_HEADERS. */
function takeBackCustomHeaders(): Record<string, null> {
  const lines = (process.env.OPENAI_CUSTOM_HEADERS ?? "").split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), null]));
}
