import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineSamplingTool } from "../sample/tools.ts";
import { type Answer, drivePush, driveRounds, type ToolFunction } from "../testing/drive.ts";
import { echo, toolResultOf } from "../testing/fixtures.ts";

describe.each([
  ["push", drivePush],
  ["round trip", driveRounds],
])("a step on %s", (_name, drive) => {
  const resultOf = async (value: unknown) => (await drive(({ step }) => step("value", () => value), echo)).value;

  it.each([[null], [0], ["text"], [true], [undefined], [[1, [2]]], [{ a: { b: [null] } }]])(
    "returns %j",
    async (value) => {
      expect(await resultOf(value)).toEqual(value);
    },
  );

  it("returns a deep copy, without what JSON leaves out", async () => {
    const inner = { list: [1], gone: undefined };
    const copy = await resultOf({ inner, again: inner });
    inner.list.push(2);
    expect(copy).toStrictEqual({ inner: { list: [1] }, again: { list: [1] } });
  });

  it("may run another step, and asks nothing while it works, not even in a tool of the model", async () => {
    const run: ToolFunction<string> = async ({ sample, step }) => {
      const look = defineSamplingTool({
        ...{ name: "look", description: "Looks.", inputSchema: z.object({}) },
        run: async () => (await sample("again")).text,
      });
      const one = await step("outer", () => step("inner", () => "one"));
      return one + (await sample("question", { tools: [look] })).text;
    };
    const answer: Answer = (request) =>
      request.messages.length === 1 ? toolResultOf({ id: "1", name: "look", input: {} }) : echo(request);
    const { value, rounds } = await drive(run, answer);
    expect(value).toContain("inside the work of a step");
    expect(rounds.flat()).toHaveLength(2);
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;

  it.each([
    [".when is Date", { when: new Date(0) }],
    ["[1] is Map", [1, new Map()]],
    [" is NaN", Number.NaN],
    [".count is 1", { count: 1n }],
    [".run is", { run: () => 1 }],
    [".self is Object", cycle],
  ])("refuses what JSON would lose, and says where: %s", async (where, value) => {
    await expect(resultOf(value)).rejects.toMatchObject({
      code: "step_not_serializable",
      message: expect.stringContaining(`step "value"${where}`),
    });
  });
});
