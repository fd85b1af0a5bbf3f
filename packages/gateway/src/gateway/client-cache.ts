import type { OpenAI } from "openai";
import type { Endpoint } from "../providers/resolve-provider.ts";
import { LONGEST_TIMER_MS } from "../shared/deadline.ts";
import { load } from "../shared/load.ts";

/**
 * The deadline of a completion is the only clock: two that stop at the same moment would race. The package counts what
 * is left of this by the time of day. With the longest time that a timer can count, a clock that is set back in between
 * would leave more than that, and the timer would end at once.
 */
const NO_TIMEOUT_MS = LONGEST_TIMER_MS / 2;

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
    timeout: NO_TIMEOUT_MS,
    // At level debug the package would write to stdout, which may be a protocol's wire.
    logLevel: "off",
  });
}

/** A null for each header in OPENAI_CUSTOM_HEADERS. */
function takeBackCustomHeaders(): Record<string, null> {
  const lines = (process.env.OPENAI_CUSTOM_HEADERS ?? "").split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), null]));
}
