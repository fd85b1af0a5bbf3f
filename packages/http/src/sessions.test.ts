import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPlainly } from "./testing/answers.ts";
import { readEvents } from "./testing/read-events.ts";
import { INITIALIZE, post, readRefusal } from "./testing/requests.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

const CALL = { method: "tools/call", params: { name: "ask", arguments: {} } };

let server: RunningServer;
beforeAll(async () => {
  // Some calls are left open.
  server = await startServer({ shutdownMs: 0 });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

async function openSession(url = server.url): Promise<Record<string, string>> {
  const opened = await post(url, INITIALIZE);
  await opened.text();
  const session = {
    "mcp-session-id": opened.headers.get("mcp-session-id") ?? "",
    "mcp-protocol-version": "2025-11-25",
  };
  await post(url, { id: undefined, method: "notifications/initialized" }, session);
  return session;
}

function resume(session: Record<string, string>, lastEventId: string): Promise<Response> {
  return fetch(server.url, { headers: { ...session, accept: "text/event-stream", "last-event-id": lastEventId } });
}

describe("a session of 2025-11-25", { timeout: 60_000 }, () => {
  it("lets a client whose connection broke come back for the rest of a call", async () => {
    const session = await openSession();
    let seen = "";
    for await (const { id, message } of readEvents(await post(server.url, CALL, session))) {
      seen = id;
      if (message?.method !== "sampling/createMessage") continue;
      const answer = { id: message.id, result: await answerPlainly() };
      expect((await post(server.url, answer, session)).status).toBe(202);
      break;
    }
    const [rest] = await takeEvents(await resume(session, seen), 1);
    expect(rest?.message).toMatchObject({ id: "raw", result: { structuredContent: { said: "Quiet." } } });
  });

  it.each([
    ...[{ result: null }, { result: "Quiet." }, { error: "It broke." }, { error: null, result: [] }],
    ...[{ result: { _meta: null } }, { result: { _meta: { progressToken: {} } } }],
  ])("settles a call at once whose question is answered with %j", async (answer) => {
    const session = await openSession();
    for await (const { message } of readEvents(await post(server.url, CALL, session))) {
      if (message?.method === "sampling/createMessage") await post(server.url, { id: message.id, ...answer }, session);
      else if (message?.id === "raw") expect(message.result).toMatchObject({ isError: true });
    }
    expect.assertions(1);
  });

  it("gives again what a client missed, when it comes back with the event before", async () => {
    const session = await openSession();
    const events = await takeEvents(await post(server.url, CALL, session), 2);
    expect(events.map(({ message }) => message?.method)).toContain("sampling/createMessage");
    // The question may overtake the event that begins the stream.
    const [before, after] = events.sort((one, other) => Number(one.id) - Number(other.id));
    // Until the server has noticed that the first stream broke, it gives no second one: a client comes again.
    let again = await takeEvents(await resume(session, before?.id ?? ""), 1);
    while (again.length === 0) again = await takeEvents(await resume(session, before?.id ?? ""), 1);
    expect(again).toEqual([after]);
  });

  it("has no events of another session to give", async () => {
    const [first] = await takeEvents(await post(server.url, CALL, await openSession()), 1);
    expect((await resume(await openSession(), first?.id ?? "")).status).toBe(400);
  });

  it("is over when its client says so", async () => {
    const session = await openSession();
    expect((await fetch(server.url, { method: "DELETE", headers: session })).status).toBe(200);
    const after = await post(server.url, { method: "ping" }, session);
    expect(await readRefusal(after)).toMatchObject({ status: 404, code: "session_unknown" });
  });

  it("is over when it was idle for long", async () => {
    const { url, said, stop } = await startServer({ sessionIdleMs: 1_000 });
    const session = await openSession(url);
    await said(/A session was idle for 1 s and has ended/);
    const after = await post(url, { method: "ping" }, session);
    expect(await readRefusal(after)).toMatchObject({ status: 404, code: "session_unknown" });
    expect(await stop()).toBe(0);
  });
});

async function takeEvents(response: Response, count: number) {
  const taken = [];
  for await (const event of readEvents(response)) if (taken.push(event) === count) break;
  return taken;
}
