import { expect, test, vi } from "vitest";
import { createGateway, listProviders, parseModelId } from "./index.ts";
import { startStub } from "./testing/start-stub.ts";

const { load, construct } = vi.hoisted(() => ({ load: vi.fn(), construct: vi.fn() }));
vi.mock("openai", async (importOriginal) => {
  load();
  const original = await importOriginal<typeof import("openai")>();
  class OpenAI extends original.OpenAI {
    constructor(options: ConstructorParameters<typeof original.OpenAI>[0]) {
      construct();
      super(options);
    }
  }
  return { ...original, OpenAI };
});

test("loads the openai package on the first request, and makes one client per endpoint", async () => {
  const { baseURL } = await startStub();
  const gateway = createGateway({ env: {}, providers: { offline: { baseURL }, custom: { baseURL } } });
  listProviders();
  parseModelId("offline/m");
  expect(load).not.toHaveBeenCalled();

  const ask = (model: string) => gateway.completion({ model, messages: [{ role: "user", content: "Hi" }] });
  await Promise.all([ask("offline/m"), ask("offline/other")]);
  await ask("offline/m");
  expect([load.mock.calls.length, construct.mock.calls.length]).toEqual([1, 1]);
  await ask("custom/m");
  expect(construct).toHaveBeenCalledTimes(2);
});
