import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "./api-error.ts";
import { checkKey } from "./check-key.ts";
import type { ServerState } from "./exchange.ts";
import { type Route, routes } from "./routes.ts";
import { sendJson } from "./send-json.ts";

/** Finds the route, checks the key, answers; every failure leaves in OpenAI's error shape. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  server: ServerState,
): Promise<void> {
  try {
    const path = readPath(request.url ?? "/");
    const route = findRoute(request.method ?? "GET", path);
    checkKey(request.headers.authorization, server.apiKey);
    const pathPart = route.path.exec(path)?.[1] ?? "";
    await route.answer({ request, response, pathPart, server });
  } catch (error) {
    // The client hung up, or has the head of the answer already: nobody is left to tell.
    if (response.destroyed || response.headersSent || request.errored) return;
    // What is left of a refused body is read and dropped, so that the client gets to see the answer.
    request.resume();
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, "The offline model failed; this is a bug in its rules.");
    sendJson(response, refusal.status, refusal.toBody(), refusal.headers);
  }
}

function readPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "/";
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ApiError(400, `The path ${path} is not valid percent-encoding.`);
  }
}

function findRoute(method: string, path: string): Route {
  const matching = routes.filter((route) => route.path.test(path));
  if (matching.length === 0) {
    throw new ApiError(404, `Unknown path ${method} ${path}. This server offers chat completions and models.`, {
      code: "unknown_url",
    });
  }
  const route = matching.find((candidate) => candidate.method === method);
  if (route === undefined) {
    const allow = matching.map((candidate) => candidate.method).join(", ");
    throw new ApiError(405, `${method} is not allowed on ${path}. Use ${allow}.`, {
      code: "method_not_allowed",
      headers: { allow },
    });
  }
  return route;
}
