import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createDirectModel } from "./direct-model.ts";
import { readSettings } from "./settings.ts";
import { REVISIONS, startRawServer } from "./testing/start-raw-server.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-direct-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The scripts that a server loaded, as the engine's coverage lists them. */
function loadedScripts(): string[] {
  return readdirSync(folder).flatMap((file) => {
    const coverage: { result: { url: string }[] } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return coverage.result.map(({ url }) => url);
  });
}

/** A model server on loopback that always says the same. */
function startModel(content: string) {
  const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
  return startProvider(200, { id: "1", object: "chat.completion", created: 0, model: "small", choices });
}

async function startProvider(status: number, body: object) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { baseURL: `http://127.0.0.1:${port}/v1`, close: () => server.close() };
}

describe("the server's own model", () => {
  it("is off by default: the server asks the client, and loads neither the gateway nor a model SDK", async () => {
    const server = startRawServer({ env: { NODE_V8_COVERAGE: folder } });
    for (const revision of REVISIONS) await server.callTool(revision, "ask", { text: "A text.", rounds: 0 });
    await server.close();
    const scripts = loadedScripts();
    expect(scripts.filter((url) => url.includes("/sampling/"))).not.toEqual([]);
    expect(scripts.filter((url) => /\/gateway\/|node_modules\/openai/.test(url))).toEqual([]);
  });

  it("answers for a client that cannot sample, on each revision, and leaves the others alone", async () => {
    const model = await startModel("The harbour is quiet.");
    const env = { KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/small", CUSTOM_BASE_URL: model.baseURL };
    const answered = { structuredContent: { said: "The harbour is quiet.", model: "custom/small" } };
    for (const revision of REVISIONS) {
      const server = startRawServer({ env });
      expect((await server.callTool(revision, "ask", { text: "A text." }, {})).result).toMatchObject(answered);
      if (revision === "2026-07-28") {
        const { result } = await server.callTool(revision, "ask", { text: "A text." });
        expect(result).toMatchObject({ resultType: "input_required" });
      }
      await server.close();
    }
    model.close();
  });

  it("tells the client that its model failed, and not in the provider's words", async () => {
    const provider = await startProvider(401, { error: { message: "Account of Jane Doe is closed." } });
    const env = { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/small", CUSTOM_BASE_URL: provider.baseURL };
    const server = startRawServer({ env });
    const { result } = await server.callTool(REVISIONS[0] ?? "2026-07-28", "ask", { text: "A text." });
    expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code: "direct_failed" } } });
    expect(JSON.stringify(result)).not.toContain("Jane");
    await server.close();
    provider.close();
  });

  it("stands in only for a client that cannot sample, or for every client", () => {
    const fallback = createDirectModel({ isAlways: false, model: "custom/x" });
    expect(fallback.insteadOf({ canSample: true })).toBeUndefined();
    expect(fallback.insteadOf({ canSample: false })).toBeTypeOf("function");
    expect(createDirectModel({ isAlways: true, model: "custom/x" }).insteadOf({ canSample: true })).toBeTypeOf(
      "function",
    );
  });
});

describe("the settings of the server's own model", () => {
  const read = (env: Record<string, string>) => readSettings(["node", "main.ts"], env);

  it.each([
    [
      { KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/x" },
      { isAlways: false, model: "custom/x" },
    ],
    [
      { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/x" },
      { isAlways: true, model: "custom/x" },
    ],
    [{ KIT_DIRECT: "off", KIT_DIRECT_MODEL: "custom/x" }, undefined],
    [{ KIT_DIRECT: "" }, undefined],
  ])("take %j for a model of the server's own", async (env, direct) => {
    expect(await read(env)).toMatchObject({ direct });
  });

  it.each([
    [{ KIT_DIRECT: "sometimes" }, "Use one of off, fallback, always"],
    [{ KIT_DIRECT: "always" }, "Set KIT_DIRECT_MODEL"],
  ])("refuses %j, and says what to do", async (env, said) => {
    await expect(read(env)).rejects.toThrow(said);
  });
});
