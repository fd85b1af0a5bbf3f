import { expect, test } from "vitest";
import type { CompletionRequest } from "../completion-request.ts";
import { createGateway } from "../create-gateway.ts";
import { catchError } from "../testing/catch-error.ts";
import { COMPLETION, type SeenRequest, sendJSON, startStub } from "../testing/start-stub.ts";

const messages = [{ role: "user" as const, content: "Hi" }];

/** A provider that refuses each of these parameters as long as it is there, the first one first. */
async function startPicky(...refused: string[]) {
  const stub = await startStub((response, { body }: SeenRequest) => {
    const param = refused.find((name) => name in body);
    const error = { message: `Unsupported parameter: '${param}'.`, param, code: "unsupported_parameter" };
    return param ? sendJSON(400, { error })(response) : sendJSON(200, COMPLETION)(response);
  });
  const gateway = createGateway({ env: {}, providers: { custom: { baseURL: stub.baseURL } } });
  const ask = (request: Partial<CompletionRequest>) => gateway.completion({ model: "custom/m", messages, ...request });
  return { ask, bodies: () => stub.seen.map(({ body }) => body) };
}

test("a parameter that the provider refuses is left out once, named in a warning, and counted as an attempt", async () => {
  const { ask, bodies } = await startPicky("temperature");
  const { kit, choices } = await ask({ temperature: 0.5, seed: 1 });
  expect(choices[0]?.message.content).toBe("Hello.");
  expect(bodies()).toEqual([
    { model: "m", messages, temperature: 0.5, seed: 1 },
    { model: "m", messages, seed: 1 },
  ]);
  expect(kit.warnings).toEqual(["temperature was dropped: the provider refused it, so it was asked again without"]);
  const latencyMs = expect.any(Number);
  expect([kit.attempts, kit.trail]).toEqual([
    2,
    [
      { model: "custom/m", kind: "unsupported_param", latencyMs },
      { model: "custom/m", latencyMs },
    ],
  ]);
});

test("a second refusal is an error, with both requests in its trail", async () => {
  const { ask, bodies } = await startPicky("temperature", "seed");
  const error = await catchError(ask({ temperature: 0.5, seed: 1 }));
  expect(error).toMatchObject({ kind: "unsupported_param", param: "seed" });
  expect(error.trail.map(({ kind }) => kind)).toEqual(["unsupported_param", "unsupported_param"]);
  expect(bodies()).toHaveLength(2);
});

test.each([["max_tokens", "max_completion_tokens"]])(
  "a limit that is refused as %s goes out as %s, so that it holds",
  async (name, other) => {
    const { ask, bodies } = await startPicky(name);
    const { kit } = await ask({ [name]: 7 });
    expect(bodies()[1]).toEqual({ model: "m", messages, [other]: 7 });
    expect(kit.warnings[0]).toContain(`${name} was sent as ${other}`);
  },
);

test.each(["tools", "tool_choice", "response_format", "messages"])(
  "%s is never left out: the answer would be to another question",
  async (name) => {
    const { ask, bodies } = await startPicky(name);
    const tools = [{ type: "function" as const, function: { name: "look" } }];
    const given = { tools, tool_choice: "auto" as const, response_format: { type: "json_object" as const } };
    expect((await catchError(ask(given))).param).toBe(name);
    expect(bodies()).toHaveLength(1);
  },
);

test("a parameter that was not sent is not asked about again", async () => {
  const stub = await startStub(sendJSON(400, { error: { param: "logprobs", code: "unsupported_parameter" } }));
  const gateway = createGateway({ env: {}, providers: { custom: { baseURL: stub.baseURL } } });
  await catchError(gateway.completion({ model: "custom/m", messages, temperature: 0.5 }));
  expect(stub.seen).toHaveLength(1);
});
