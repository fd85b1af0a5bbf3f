import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { classify, KitError, PROTOCOL_REVISIONS, summarize, translate } from "@kit/protocol";
import { afterEach, describe, expect, it } from "vitest";
import type { SamplingHandler } from "../../../packages/consent/src/handler/create-sampling-handler.ts";
import { connect } from "./connect.ts";
import type { CallProgress, Connection } from "./connection.ts";
import { kitServer } from "./servers/kit-server.ts";
import { connectToKitServer, textResult } from "./testing/connect-to-kit-server.ts";

let connection: Connection | undefined;

afterEach(async () => {
  await connection?.close();
  connection = undefined;
});

const never = () => new Promise<never>(() => undefined);
const longText = Array.from(
  { length: 30 },
  (_, number) => `Paragraph ${number}. ${"It is long enough. ".repeat(80)}`,
).join("\n\n");
const text = { text: "Good morning.", to: "Spanish" };

describe.each(PROTOCOL_REVISIONS)("a connection on %s", (revision) => {
  async function start(handler: SamplingHandler) {
    connection = await connectToKitServer(revision, handler);
    return connection;
  }

  it("lists the tools with their titles", async () => {
    const connection = await start(never);
    expect(connection.server.name).toBe("kit-server");
    expect(connection.tools.map(({ name, title }) => [name, title])).toEqual([
      ["summarize", "Summarize a document"],
      ["classify", "Classify a text"],
      ["translate", "Translate a text"],
      ["answer", "Answer a question about a document"],
    ]);
  });

  it("tells the handler where a question comes from", async () => {
    const origins: unknown[] = [];
    const connection = await start(async (_request, { origin }) => {
      origins.push(origin);
      return textResult("Buenos días.");
    });
    expect(await connection.call(translate, text)).toEqual({ translation: "Buenos días.", model: "test/model" });
    expect(origins).toEqual([
      {
        server: "kit",
        reachedBy: expect.stringMatching(/main\.ts$/),
        claimedName: "kit-server",
        calls: [{ id: 1, tool: "translate", arguments: text }],
      },
    ]);
  });

  it("answers several calls at once, each with its own answer", async () => {
    const connection = await start(async (request) => textResult(/item \d+/.exec(JSON.stringify(request))?.[0] ?? ""));
    const items = Array.from({ length: 20 }, (_, index) => `item ${index}`);
    const results = await Promise.all(items.map((item) => connection.call(translate, { text: item, to: "es" })));
    expect(results.map(({ translation }) => translation)).toEqual(items);
  });

  it("chooses the fallback, or says that no label was chosen", async () => {
    const uncertain = { type: "tool_use" as const, id: "1", name: "final_answer", input: { label: "uncertain" } };
    const connection = await start(async () => ({ ...textResult(""), content: [uncertain] }));
    const fellBack = await connection.call(classify, { text: "Hm.", fallback: "neutral" });
    expect(fellBack).toEqual({ label: "neutral", fellBack: true, model: "test/model" });
    await expect(connection.call(classify, { text: "Hm." })).rejects.toMatchObject({ code: "label_not_chosen" });
  });

  it.each(["declined", "missing_key", "rate_limited", "gateway_unreachable", "timed_out"] as const)(
    "ends a call with the handler's %s, and the next call works",
    async (code) => {
      let isBroken = true;
      const connection = await start(async () => {
        if (isBroken) throw new KitError(code, "In the handler's words.");
        return textResult("Hola.");
      });
      await expect(connection.call(translate, text)).rejects.toMatchObject({
        code,
        message: "In the handler's words.",
      });
      isBroken = false;
      expect((await connection.call(translate, text)).translation).toBe("Hola.");
    },
  );

  it("passes on what the server says about wrong arguments", async () => {
    const connection = await start(never);
    const wrong = connection.call(summarize, { document: "Text.", maxWords: 5_000 });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid_arguments",
      message: expect.stringContaining("maxWords"),
    });
  });

  it("refuses a tool that the server does not list", async () => {
    const connection = await start(never);
    await expect(connection.call({ ...summarize, name: "sing" }, { document: "Text." })).rejects.toMatchObject({
      code: "unknown_tool",
      message: expect.stringContaining("summarize, classify, translate, answer"),
    });
  });

  it("reports the progress of a long call: every part, once, in growing order", async () => {
    const connection = await start(async () => textResult("Ein Absatz."));
    const seen: CallProgress[] = [];
    await connection.call(translate, { text: longText, to: "de" }, { onProgress: (progress) => seen.push(progress) });
    const total = seen.at(-1)?.total ?? 0;
    expect(total).toBeGreaterThan(5);
    expect(seen.map(({ progress }) => progress)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(seen[0]?.message).toMatch(/^part \d+ of \d+ translated, round 1 of 8$/);
  });

  it("names the part of a long text that failed for good", async () => {
    const connection = await start(async (request) => {
      if (JSON.stringify(request).includes("Paragraph 15.")) throw new KitError("content_refused", "Not this one.");
      return textResult("Ein Absatz.");
    });
    const failed = revision === "2025-11-25" ? /^Part \d+ of \d+: Not this one\.$/ : /^Not this one\.$/;
    await expect(connection.call(translate, { text: longText, to: "de" })).rejects.toMatchObject({
      code: "content_refused",
      message: expect.stringMatching(failed),
    });
  });

  it("cancels a call although its handler never answers, tells the handler, and goes on", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    let isStuck = true;
    const connection = await start(async (_request, { signal }) => {
      if (!isStuck) return textResult("Hola.");
      asked.resolve(signal);
      return once(signal, "abort").then(() => Promise.reject(new KitError("cancelled", "Cancelled.")));
    });
    const cancel = new AbortController();
    const call = connection.call(translate, text, { signal: cancel.signal });
    const signal = await asked.promise;
    cancel.abort();
    await expect(call).rejects.toMatchObject({ code: "cancelled" });
    if (!signal.aborted) await once(signal, "abort");
    isStuck = false;
    expect((await connection.call(translate, text)).translation).toBe("Hola.");
  });

  it("gives up a call after its time", async () => {
    const connection = await start((_request, { signal }) =>
      once(signal, "abort").then(() => Promise.reject(new KitError("cancelled", "Cancelled."))),
    );
    await expect(connection.call(translate, text, { timeoutMs: 200 })).rejects.toMatchObject({ code: "timed_out" });
  });

  it("ends the call and the handler when the server dies", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const connection = await start((_request, { signal }) => {
      asked.resolve(signal);
      return once(signal, "abort").then(() => Promise.reject(new KitError("cancelled", "Cancelled.")));
    });
    const call = connection.call(translate, text);
    const signal = await asked.promise;
    process.kill(connection.process?.pid ?? 0, "SIGKILL");
    await expect(call).rejects.toMatchObject({ code: "connection_closed" });
    expect(signal.aborted).toBe(true);
    await expect(connection.call(translate, text)).rejects.toMatchObject({ code: "connection_closed" });
  });

  it("leaves no process behind when it is closed", async () => {
    const connection = await start(never);
    await connection.close();
    expect(await connection.process?.exited).toBe(0);
  });

  it("says why a server did not start", async () => {
    const broken = ["-e", "console.error('no luck today'); process.exit(1)"];
    await expect(
      connect({
        server: { name: "broken", command: process.execPath, args: broken, env: {} },
        revision,
        handler: never,
      }),
    ).rejects.toMatchObject({
      code: "server_not_started",
      message: expect.stringContaining("no luck today"),
    });
  });
});

describe("a round of 2026-07-28 in which one question fails for a passing reason", () => {
  it("costs no other answer: it alone is asked again", async () => {
    const asked: string[] = [];
    const started = await connectToKitServer("2026-07-28", async (request) => {
      const paragraph = /Paragraph (\d+)\./.exec(JSON.stringify(request))?.[1] ?? "";
      asked.push(paragraph);
      const isSecond = asked.indexOf(paragraph) < asked.length - 1;
      if (paragraph === asked[1] && !isSecond)
        throw new KitError("rate_limited", "Wait.", { data: { retryAfterMs: 5 } });
      return textResult(`Absatz ${paragraph}.`);
    });
    connection = started;
    const { translation } = await started.call(translate, { text: longText, to: "de" });
    const parts = new Set(asked);
    expect(parts.size).toBeGreaterThan(5);
    expect(asked).toEqual([...parts, asked[1]]);
    expect(translation.split(/\s*\n\n/).map((part) => part.trim())).toEqual(
      [...parts].map((paragraph) => `Absatz ${paragraph}.`),
    );
  });
});

describe("the server process", () => {
  it("gets no key of this process", async () => {
    const env = { ...process.env, OPENAI_API_KEY: "sk-secret", KIT_MODEL: "openai/x", GITHUB_TOKEN: "ghp-secret" };
    const { env: passed } = kitServer(env);
    expect(JSON.stringify(passed)).not.toMatch(/secret|KIT_MODEL/);
    expect(passed).toHaveProperty("PATH");
  });

  it.runIf(process.platform === "linux")("has none in its environment, as the kernel sees it", async () => {
    process.env.OPENAI_API_KEY = "sk-secret";
    const started = await connectToKitServer("2025-11-25", never);
    connection = started;
    const environment = await readFile(`/proc/${started.process?.pid}/environ`, "utf8");
    expect(environment).toContain("PATH=");
    expect(environment).not.toMatch(/KEY|TOKEN|SECRET/);
    delete process.env.OPENAI_API_KEY;
  });
});
