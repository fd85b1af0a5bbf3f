import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { parseModelId } from "../model-id.ts";
import { probeProvider } from "./probe-provider.ts";

const { provider } = parseModelId("custom/any");

async function probe(listener: RequestListener, timeoutMs?: number) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  return probeProvider(provider, { env: {}, providers: { custom: { baseURL, apiKey: "sk-secret" } } }, timeoutMs);
}

test("a provider that lists its models answers, and was asked with the key at the right path", async () => {
  let asked = "";
  const found = await probe((request, response) => {
    asked = `${request.method} ${request.url} ${request.headers.authorization}`;
    response.end('{"data":[{"id":"a"},{"id":"b"}]}');
  });
  expect(found).toMatchObject({ answers: true, seen: "2 models" });
  expect(asked).toBe("GET /v1/models Bearer sk-secret");
});

test("a provider that refuses the key does not answer, and its words are not repeated", async () => {
  const found = await probe((_request, response) => response.writeHead(401).end("bad key sk-secret"));
  expect(found).toMatchObject({ answers: false, seen: "HTTP 401" });
});

test("a provider that is silent does not answer within the time", async () => {
  expect(await probe(() => undefined, 50)).toMatchObject({ answers: false, seen: "no answer within 50 ms" });
});

test("a provider that sends a page does not answer", async () => {
  expect(await probe((_request, response) => response.end("<html>"))).toMatchObject({ answers: false });
});

test("nobody there is told by the system's word", async () => {
  const settings = { env: {}, providers: { custom: { baseURL: "http://127.0.0.1:49151/v1" } } };
  expect(await probeProvider(provider, settings)).toMatchObject({ answers: false, seen: "ECONNREFUSED" });
});
