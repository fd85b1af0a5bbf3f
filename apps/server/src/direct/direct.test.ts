import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startRawServer } from "../testing/start-raw-server.ts";
import { directModelFrom } from "./direct-model.ts";

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
    const server = startRawServer(undefined, { NODE_V8_COVERAGE: folder });
    const call = { name: "summarize", arguments: { document: "A short text." } };
    expect((await server.modern("tools/call", call)).result).toMatchObject({ resultType: "input_required" });
    await server.close();
    const scripts = loadedScripts();
    expect(scripts.filter((url) => url.includes("/packages/sampling/"))).not.toEqual([]);
    expect(scripts.filter((url) => /packages\/gateway|node_modules\/openai/.test(url))).toEqual([]);
  });

  it.each([
    [{ KIT_DIRECT: "sometimes" }, "Use one of off, fallback, always"],
    [{ KIT_DIRECT: "always" }, "Set KIT_DIRECT_MODEL"],
  ])("refuses to start with %j, and says what to do", async (env, said) => {
    const server = startRawServer(undefined, env);
    server.send({ id: 1, method: "initialize", params: {} });
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain(said);
    expect(server.stderr()).not.toMatch(/^ +at /m);
  });

  it("answers for a client that cannot sample, on both revisions, and leaves the others alone", async () => {
    const model = await startModel("The harbour is quiet.");
    const env = { KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/small", CUSTOM_BASE_URL: model.baseURL };
    const call = { name: "summarize", arguments: { document: "A short text." } };
    const answered = { structuredContent: { summary: "The harbour is quiet.", model: "custom/small" } };

    const first = startRawServer(undefined, env);
    await first.initialize({});
    expect((await first.request("tools/call", call)).result).toMatchObject(answered);
    const second = startRawServer(undefined, env);
    expect((await second.modern("tools/call", call, {})).result).toMatchObject(answered);
    expect((await second.modern("tools/call", call)).result).toMatchObject({ resultType: "input_required" });
    await Promise.all([first.close(), second.close()]);
    model.close();
  });

  it("tells the client that its model failed, and not in the provider's words", async () => {
    const provider = await startProvider(401, { error: { message: "Account of Jane Doe is closed." } });
    const env = { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/small", CUSTOM_BASE_URL: provider.baseURL };
    const server = startRawServer(undefined, env);
    const { result } = await server.modern("tools/call", { name: "summarize", arguments: { document: "A text." } });
    expect(result).toMatchObject({ isError: true, _meta: { "kit/error": { code: "direct_failed" } } });
    expect(JSON.stringify(result)).not.toContain("Jane");
    await server.close();
    provider.close();
  });

  it("stands in only for a client that cannot sample, when it is the fallback", () => {
    const env = { KIT_DIRECT: "fallback", KIT_DIRECT_MODEL: "custom/x" };
    expect(directModelFrom(env).insteadOf({ canSample: true })).toBeUndefined();
    expect(directModelFrom(env).insteadOf({ canSample: false })).toBeTypeOf("function");
  });

  it("stands in for every client, when it is always asked", () => {
    const env = { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/x" };
    expect(directModelFrom(env).insteadOf({ canSample: true })).toBeTypeOf("function");
  });
});
