import { createPolicy, openLedger } from "@kit/consent";
import { createRouter } from "@kit/gateway";
import { answer, classify, PROTOCOL_REVISIONS, summarize } from "@kit/protocol";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { createConversation } from "./commands/chat/conversation.ts";
import type { Connection } from "./connection.ts";
import { createSamplingHandler, type SamplingHandler } from "./sampling-handler.ts";
import { connectToKitServer } from "./testing/connect-to-kit-server.ts";
import { PERSONAS, type Persona, startProvider } from "./testing/start-provider.ts";

vi.setConfig({ testTimeout: 120_000 });

const SEA = "# Tides\n\nThe tide is high at six.\n\n# Ships\n\nTwo ships wait outside.";

let handler: SamplingHandler = () => Promise.reject(new Error("There is no provider."));
let close: () => void = () => undefined;
afterEach(() => close());

/** The client of a user who has chosen this model, without a price or a limit. */
async function choose(persona: Persona) {
  const provider = await startProvider(persona);
  close = provider.close;
  const model = `${persona.provider}/${persona.model}`;
  const gateway = createRouter({
    ...{ env: {}, retry: { retries: 0 } },
    providers: { [persona.provider]: { baseURL: provider.baseURL, apiKey: "key-for-tests" } },
  });
  const policy = createPolicy({ policy: { defaults: { mode: "auto", models: ["*"] } } });
  const candidates = [{ model, ids: [model] }];
  const ledger = await openLedger({ path: ":memory:" });
  handler = createSamplingHandler({ gateway, candidates, policy, ledger });
  return { ...provider, gateway, model };
}

describe.each(PROTOCOL_REVISIONS)("tools of the kit's server on %s", (revision) => {
  let connecting: Promise<Connection> | undefined;
  const connect = () => {
    connecting ??= connectToKitServer(revision, (...asked) => handler(...asked));
    return connecting;
  };
  afterAll(async () => (await connecting)?.close());

  describe.each(PERSONAS)("with $provider, which $what,", (persona) => {
    const named = { model: expect.stringContaining(`${persona.provider}/${persona.model}`) };

    it("summarize, classify and answer give what they promise, each asked once more at most", async () => {
      const { refused } = await choose(persona);
      const connection = await connect();
      expect(await connection.call(summarize, { document: SEA })).toMatchObject({
        summary: "The harbour is quiet.",
        ...named,
      });
      const labels = ["calm", "stormy"];
      expect(await connection.call(classify, { text: SEA, labels })).toMatchObject({ label: "calm", ...named });
      const answered = await connection.call(answer, { document: SEA, question: "When is high tide?" });
      expect(answered).toMatchObject({ answer: "At six.", sections: [{ number: 1 }], ...named });
      expect(refused.filter((objection) => !objection.includes("Unsupported parameter")).length).toBeLessThanOrEqual(1);
    });

    it("a chat of two turns with a tool goes through", async () => {
      const { gateway, model, asked } = await choose(persona);
      const connection = await connect();
      const { inputSchema = {} } = connection.tools.find(({ name }) => name === "classify") ?? {};
      const written: string[] = [];
      const results: string[] = [];
      const conversation = createConversation({
        gateway,
        confirm: async () => true,
        observe: (event) => {
          if (event.type === "text") written.push(event.delta);
          if (event.type === "tool-returned") results.push(event.text);
        },
        toolset: {
          tools: [{ name: "kit__classify", description: "Classifies.", inputSchema: { ...inputSchema } }],
          qualifiedName: (name) => name,
          call: async (_, args) => JSON.stringify(await connection.callTool("classify", args)),
        },
      });
      const { signal } = new AbortController();
      await conversation.say("How is the sea?", model, signal);
      await conversation.say("And the harbour?", model, signal);
      expect(results).toEqual([expect.stringContaining("calm")]);
      expect(written.join("").trim()).toMatch(/^The harbour is quiet\.\s*The harbour is quiet\.$/);
      expect(JSON.stringify(asked)).not.toContain("stormy");
    });
  });
});
