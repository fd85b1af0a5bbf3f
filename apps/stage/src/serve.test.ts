import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Card } from "./contract.ts";
import { createEventLog } from "./event-log.ts";
import { createViewer } from "./recorded.ts";
import { serve } from "./serve.ts";

const TOKEN = "a-token";
const ENTRY = { seq: 1, time: 0, lane: "wire", connection: 1, server: "s", kind: "request", method: "ping" } as const;
const page = new Map([["/", { type: "text/html", body: Buffer.from("<p>page</p>") }]]);
const log = createEventLog();
let stage: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  log.begin('{"tape":1,"startedAt":"2026-01-01T00:00:00.000Z","kit":"0.1.0"}');
  stage = await serve({ page, log, backend: createViewer("replay"), token: TOKEN });
});
afterAll(() => stage.close());

type Asked = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** As fetch would, which sets a host and an origin of its own. */
function ask({ method = "GET", path = "/", headers = {}, body = "" }: Asked) {
  const { hostname, port, host } = new URL(stage.url);
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { host, ...headers } }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sent.on("error", reject).end(body);
  });
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const json = { ...bearer, "content-type": "application/json" };
const own = () => ({ host: new URL(stage.url).host, port: new URL(stage.url).port });

describe("the page's server", () => {
  it.each<[string, () => Asked, number]>([
    ["no token", () => ({}), 401],
    ["no token, for an interface", () => ({ path: "/api/state" }), 401],
    ["a wrong token", () => ({ path: "/?token=b-token" }), 401],
    ["a wrong bearer", () => ({ headers: { authorization: "Bearer a-toke" } }), 401],
    ["a bearer of nothing", () => ({ headers: { authorization: "Bearer " } }), 401],
    ["the cookie of another port", () => ({ headers: { cookie: `stage-1=${TOKEN}` } }), 401],
    ["another host", () => ({ headers: { ...bearer, host: `evil.test:${own().port}` } }), 403],
    ["another host that ends as ours", () => ({ headers: { ...bearer, host: `evil.127.0.0.1:${own().port}` } }), 403],
    ["our host on another port", () => ({ headers: { ...bearer, host: "127.0.0.1:1" } }), 403],
    ["another origin", () => ({ headers: { ...bearer, origin: "http://evil.test" } }), 403],
    ["a page in a sandbox", () => ({ headers: { ...bearer, origin: "null" } }), 403],
    ["a page of another port", () => ({ headers: { ...bearer, origin: "http://127.0.0.1:1" } }), 403],
    ["a link of another site", () => ({ headers: { ...bearer, "sec-fetch-site": "cross-site" } }), 403],
    ["a script of another port", () => ({ headers: { ...bearer, "sec-fetch-site": "same-site" } }), 403],
    ["the token", () => ({ headers: bearer }), 200],
    ["the cookie", () => ({ headers: { cookie: `a=b; stage-${own().port}=${TOKEN}` } }), 200],
    ["its own page", () => ({ headers: { ...bearer, origin: `http://${own().host}` } }), 200],
    ["localhost", () => ({ headers: { ...bearer, host: `localhost:${own().port}` } }), 200],
  ])("answers %s", async (_who, asked, status) => {
    const answer = await ask(asked());
    expect(answer.status).toBe(status);
    expect(answer.text.includes("<p>")).toBe(status === 200);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("takes the token out of the address, into a cookie that no script reads and no other site sends", async () => {
    const { status, headers } = await ask({ path: `/?token=${TOKEN}` });
    expect([status, headers.location]).toEqual([303, "/"]);
    expect(String(headers["set-cookie"])).toMatch(/^stage-\d+=a-token; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it.each<[string, Asked, number, string]>([
    ["an address that is none", { path: "//" }, 404, "not_found"],
    ["no path of its own", { path: "/../package.json" }, 404, "not_found"],
    ["a form of another page", { method: "POST", path: "/api/call", headers: bearer, body: "{}" }, 415, "no_json"],
    ["what is no JSON", { method: "POST", path: "/api/call", headers: json, body: "{" }, 400, "invalid_request"],
    ["a field too many", { method: "POST", path: "/api/cancel", headers: json, body: '{"call":1,"a":1}' }, 400, "a"],
    [
      "a decision that is none",
      { method: "POST", path: "/api/cards/c1", headers: json, body: '{"decision":"x"}' },
      400,
      "decision",
    ],
    ["a call of a tape", { method: "POST", path: "/api/cancel", headers: json, body: '{"call":1}' }, 409, "not_live"],
    ["no tape", { method: "PUT", path: "/api/tape", headers: bearer, body: "hello" }, 400, "file_unreadable"],
  ])("refuses %s, and says so", async (_what, asked, status, said) => {
    const answer = await ask({ ...asked, headers: { ...bearer, ...asked.headers } });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(JSON.parse(answer.text).error)).toContain(said);
  });

  it("refuses a body beyond its bound, and answers the next request", async () => {
    const body = JSON.stringify({ call: "x".repeat(17 * 1024 * 1024) });
    expect((await ask({ method: "POST", path: "/api/cancel", headers: json, body })).status).toBe(413);
    expect((await ask({ headers: bearer })).status).toBe(200);
  });

  it("tells a page that comes back only what it missed", async () => {
    for (const seq of [1, 2, 3]) log.add("entry", { ...ENTRY, seq });
    const { body } = await fetch(new URL("/api/events", stage.url), { headers: { ...bearer, "last-event-id": "1" } });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes('"seq":3')) text += (await reader?.read())?.value;
    await reader?.cancel();
    expect(text).toContain("event: state\n");
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(["2", "3"]);
  });

  it("forgets the older half beyond its bound, but no card that is open, and keeps nothing of a closed one", () => {
    const small = createEventLog({ events: 10, characters: 100_000 });
    const kept = () => small.since(0).map(({ name, data }) => JSON.parse(data).seq ?? `${name} ${JSON.parse(data).id}`);
    for (const id of ["c1", "c2"]) small.add("card", { id } as Card);
    for (let seq = 1; seq <= 9; seq++) {
      small.add("entry", { ...ENTRY, seq });
      small.add("progress", { call: 1, revision: "2026-07-28", progress: seq, message: "x".repeat(20_000) });
    }
    expect(kept()).toEqual(["card c1", "card c2", 4, 5, 6, 7, 8, 9]);
    small.add("card-closed", { id: "c1" });
    expect(kept()).toEqual(["card c2", 4, 5, 6, 7, 8, 9, "card-closed c1"]);
    small.add("entry", { ...ENTRY, method: "x".repeat(100_000) });
    expect(kept().slice(0, 2)).toEqual(["card c2", 7]);
  });

  it("gives the tape back that it has recorded, and reads it", async () => {
    const { text } = await ask({ path: "/api/tape", headers: bearer });
    const loaded = await ask({ method: "PUT", path: "/api/tape", headers: bearer, body: `${text}{"seq":` });
    const { entries, notices } = JSON.parse(loaded.text);
    expect(entries.map((entry: typeof ENTRY) => entry.seq)).toEqual([1, 2, 3]);
    expect(notices.join()).toContain("torn");
  });
});
