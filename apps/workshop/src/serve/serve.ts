import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, watch } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isSameSecret, listen } from "../local-server.ts";
import type { WorkArea } from "../work-area.ts";
import { createPages } from "./pages.ts";

/** What a browser may load and do: no script but ours, nothing from elsewhere. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};
const ASSETS: Readonly<Record<string, string>> = { "style.css": "text/css", "reload.js": "text/javascript" };

/**
 * Shows the workshop in a browser on this machine: chapters, progress, the diff to the solution. A page loads again when
 * the learner's work changes. Whoever does not know the address, with its random token, sees nothing.
 */
export async function serveWorkshop(area: WorkArea): Promise<{ url: string; close: () => Promise<void> }> {
  const token = randomBytes(16).toString("base64url");
  const base = `/${token}/`;
  const readPage = createPages(area, base);
  const listeners = new Set<ServerResponse>();

  mkdirSync(area.folder, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(area.folder, { recursive: true }, () => {
    clearTimeout(timer);
    // An editor writes a file in several steps.
    timer = setTimeout(() => {
      for (const listener of listeners) listener.write("data: changed\n\n");
    }, 200);
  }).on("error", () => undefined);

  const server = createServer(async (request, response) => {
    const path = pathOf(request, base);
    if (typeof path === "number") return void response.writeHead(path, HEADERS).end();
    if (path === "events") {
      response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" }).flushHeaders();
      listeners.add(response);
      return void response.on("close", () => listeners.delete(response));
    }
    const type = ASSETS[path];
    const content = type ? readFileSync(new URL(path, import.meta.url)) : await readPage(path).catch(() => undefined);
    const headers = { ...HEADERS, "content-type": `${type ?? "text/html"}; charset=utf-8` };
    response.writeHead(content === undefined ? 404 : 200, headers).end(content ?? "There is no such page.");
  });
  const { port, close } = await listen(server);
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close() {
      clearTimeout(timer);
      watcher.close();
      return close();
    },
  };
}

/** The path below the base, or the status of a refusal: a page elsewhere must neither read this one nor lead here. */
function pathOf({ method, url = "", headers, socket }: IncomingMessage, base: string): string | number {
  const { host = "", origin, "sec-fetch-site": site = "none" } = headers;
  const isOurs = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`].includes(host);
  const isOwn = (origin === undefined || origin === `http://${host}`) && ["none", "same-origin"].includes(String(site));
  if (!isOurs || !isOwn) return 403;
  if (method !== "GET") return 405;
  const [path = ""] = url.split("?");
  return isSameSecret(path.slice(0, base.length), base) ? path.slice(base.length) : 403;
}
