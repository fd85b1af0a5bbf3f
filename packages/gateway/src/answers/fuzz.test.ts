import * as fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { GatewayError } from "../errors/gateway-error.ts";
import { createGateway } from "../gateway/create-gateway.ts";
import { runToolLoop } from "../gateway/tool-loop.ts";
import { createRouter } from "../router/create-router.ts";
import type { CompletionReply } from "../shared/completion.ts";
import { ANSWERS } from "../testing/gallery/answers.ts";
import { CONVERSING } from "../testing/gallery/conversations.ts";
import { chunks } from "../testing/gallery/recording.ts";
import { PARAMETER_REFUSALS, TOO_LONG } from "../testing/gallery/refusals.ts";
import { arbitraryChange, arbitraryDamage, change, damage } from "../testing/mutate.ts";

/** The full tier runs more, and others each time: `pnpm test:all` starts vitest in a mode of that name. */
const IS_ALL = process.env.MODE === "all";
const RUNS = IS_ALL ? 20_000 : 500;
const SEED = Number(process.env.FUZZ_SEED ?? (IS_ALL ? Date.now() % 2 ** 31 : 1));
if (IS_ALL) console.info(`FUZZ_SEED=${SEED}`);

const messages = [{ role: "user" as const, content: "Hi" }];
const tools = [{ type: "function" as const, function: { name: "look" } }];

// In process: twenty thousand connections would take their time.
let answer = () => new Response();
vi.stubGlobal("fetch", async () => answer());
afterAll(() => vi.unstubAllGlobals());

const providers = { custom: { baseURL: "http://127.0.0.1:2/v1" } };
const gateway = createGateway({ env: {}, providers });
const router = createRouter({ env: {}, providers, retry: { retries: 0 }, cooldown: false });

const refusals = [...PARAMETER_REFUSALS, ...TOO_LONG].map(({ status, body }) => ({ status, body, chunks: [body] }));
const BASES = [
  ...ANSWERS.map(({ body, chunks }) => ({ status: 200, body, chunks })),
  ...CONVERSING.map(({ body, chunks }) => ({ status: 200, body, chunks })),
  ...refusals,
  ...refusals.map((refusal) => ({ ...refusal, status: 200 })),
];

function toEvents(chunks: readonly unknown[]): string {
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}

const isText = (value: unknown) => typeof value === "string" && value !== "";

/** What must hold of an answer, whatever was sent. */
function check({ choices, model, kit }: CompletionReply) {
  expect(choices.length).toBeGreaterThan(0);
  expect(model).toMatch(/./);
  expect(kit.trail.length).toBeGreaterThan(0);
  for (const { message, finish_reason } of choices) {
    expect(message.content === null || typeof message.content === "string").toBe(true);
    expect(finish_reason).toMatch(/./);
    expect(finish_reason).not.toBe("error");
    const ids = (message.tool_calls ?? []).map(({ id }) => id);
    for (const call of message.tool_calls ?? []) {
      if (call.type === "function") expect([call.function.name, call.function.arguments].every(isText)).toBe(true);
    }
    expect(ids.every((id) => typeof id === "string" && id !== "") && new Set(ids).size === ids.length).toBe(true);
  }
}

function checkError(error: unknown) {
  if (!(error instanceof GatewayError)) throw error;
  expect(error.message).toMatch(/^custom\/m: .*\. Fix: .+\.$/s);
}

const WAYS = [
  () => gateway.completion({ model: "custom/m", messages, tools, temperature: 1, top_k: 1 } as never),
  () => router.completion({ model: "custom/m", messages }),
  () => gateway.stream({ model: "custom/m", messages, tools }).final(),
  () => router.stream({ model: "custom/m", messages, max_tokens: 5 }).final(),
];

describe(`whatever a provider sends, ${RUNS} times`, () => {
  const arbitraryCase = fc.record({
    base: fc.constantFrom(...BASES),
    changes: fc.array(arbitraryChange, { maxLength: 3 }),
    damages: fc.array(arbitraryDamage, { maxLength: 2 }).map((all) => (all.length > 1 ? all : [])),
    way: fc.nat(WAYS.length - 1),
    isHonest: fc.nat(9).map((number) => number > 0),
  });

  it("ends in an answer or in an error of the gateway's, with its kind, what was seen and what to do", async () => {
    const property = fc.asyncProperty(arbitraryCase, async ({ base, changes, damages, way, isHonest }) => {
      const isStream = way > 1 && base.status === 200;
      const sent = changes.reduce(change, isStream ? base.chunks : base.body);
      const text = isStream ? toEvents([sent].flat()) : (JSON.stringify(sent) ?? "");
      const type = isStream === isHonest ? "text/event-stream" : "application/json";
      const bytes = damages.reduce(damage, text);
      answer = () => new Response(bytes, { status: base.status, headers: { "content-type": type } });
      await WAYS[way]?.().then(check, checkError);
    });
    await fc.assert(property, {
      numRuns: RUNS,
      seed: SEED,
      interruptAfterTimeLimit: 600_000,
      markInterruptAsFailure: true,
    });
  }, 700_000);

  it("never takes a part for the whole, and never runs a tool on arguments that were cut", async () => {
    const [whole, words] = [{ at: "the sea", and: { more: [1, 2] } }, "The sea is blue."];
    const json = JSON.stringify(whole);
    const arbitraryCut = fc.record({
      split: fc.integer({ min: 0, max: json.length }),
      hasRest: fc.boolean(),
      reason: fc.constantFrom("length", "tool_calls", "stop"),
      events: fc.nat(4),
      bytes: fc.oneof(fc.constant(0), fc.nat(60)),
    });
    const property = fc.asyncProperty(arbitraryCut, async ({ split, hasRest, reason, events, bytes }) => {
      const call = (args: string) => ({
        tool_calls: [{ index: 0, id: "a", function: { name: "look", arguments: args } }],
      });
      const rest = (delta: object) => (hasRest ? [delta] : []);
      const sent = (deltas: object[]) => {
        const all = chunks(deltas, reason);
        const text = toEvents(all.slice(0, events));
        const kept = events >= all.length ? text : text.replace("data: [DONE]\n\n", "");
        return { isWhole: events >= all.length && bytes === 0, text: kept.slice(0, kept.length - bytes) };
      };
      const calling = sent([call(json.slice(0, split)), ...rest(call(json.slice(split)))]);
      const told = toEvents(chunks([{ content: "Done." }]));
      let asked = 0;
      const headers = { "content-type": "text/event-stream" };
      answer = () => new Response(asked++ === 0 ? calling.text : told, { headers });
      const ran: unknown[] = [];
      const callTool = async (_: string, given: unknown) => (given === undefined ? "No." : String(ran.push(given)));
      await runToolLoop(gateway, { model: "custom/m", messages, tools }, { callTool }).catch(checkError);
      const isNothing = split === 0 && !hasRest && reason !== "length";
      for (const given of ran) expect(given).toEqual(isNothing ? {} : whole);
      if (calling.isWhole && (hasRest || split === json.length)) expect(ran).toHaveLength(1);

      const saying = sent([{ content: words.slice(0, split) }, ...rest({ content: words.slice(split) })]);
      answer = () => new Response(saying.text, { headers });
      const stream = gateway.stream({ model: "custom/m", messages }).final();
      const said = await stream.then(({ choices: [choice] }) => choice?.message.content ?? "", checkError);
      if (said !== undefined) expect(said).toBe(hasRest ? words : words.slice(0, split));
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  }, 700_000);
});
