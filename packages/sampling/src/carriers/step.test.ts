import { describe, expect, it } from "vitest";
import { drivePush, driveRounds } from "../testing/drive.ts";
import { echo } from "../testing/fixtures.ts";

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
