import { createGateway, GatewayError } from "@kit/gateway";
import { describe, expect, it } from "vitest";
import { createSamplingHandler } from "../../../../packages/consent/src/handler/create-sampling-handler.ts";
import type { SamplingEvent } from "../../../../packages/consent/src/handler/sampling-event.ts";
import { openLedger } from "../../../../packages/consent/src/ledger/open-ledger.ts";
import { createPolicy } from "../../../../packages/consent/src/policy/create-policy.ts";
import { TEST_ORIGIN } from "../../../../packages/consent/src/testing/test-origin.ts";

const request = { messages: [{ role: "user", content: { type: "text", text: "Hello?" } }], maxTokens: 5 };
const context = { origin: TEST_ORIGIN, signal: new AbortController().signal };

const ledger = await openLedger({ path: ":memory:" });
const policy = createPolicy({ policy: { defaults: { mode: "auto" } } });

function handlerFor(model: string, env: Record<string, string> = {}) {
  const events: SamplingEvent[] = [];
  const gateway = createGateway({ env });
  return {
    events,
    handle: createSamplingHandler({
      gateway,
      candidates: [{ model, ids: [model] }],
      ...{ policy, ledger },
      observe: (event) => events.push(event),
    }),
  };
}

describe("the sampling handler", () => {
  it("refuses what breaks the specification, before a model is chosen", async () => {
    const { events, handle } = handlerFor("custom/x");
    await expect(handle({ ...request, maxTokens: -1 }, context)).rejects.toMatchObject({ code: "invalid_request" });
    expect(events.map(({ type }) => type)).toEqual(["requested", "failed"]);
  });

  it.each([
    ["unknown_model", "nowhere/x", {}],
    ["missing_key", "openai/x", {}],
    ["gateway_unreachable", "custom/x", { CUSTOM_BASE_URL: "http://127.0.0.1:9/v1", CUSTOM_API_KEY: "sk-secret" }],
  ])("says %s in words that may cross the wire, and keeps the gateway's own words here", async (code, model, env) => {
    const { events, handle } = handlerFor(model, env);
    const error = await handle(request, context).catch((thrown) => thrown);
    expect(error).toMatchObject({ code, cause: expect.any(GatewayError) });
    expect(error.message).not.toContain("127.0.0.1");
    expect(events.at(-1)).toEqual({ id: 1, type: "failed", error });
  });
});
