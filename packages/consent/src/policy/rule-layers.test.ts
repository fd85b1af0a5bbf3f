import { expect, it } from "vitest";
import type { PolicyFile } from "./policy-schema.ts";
import { ruleLayers } from "./rule-layers.ts";

it("the rules of a tool go from the most general to the most specific", () => {
  const tools = { x: {}, "*": {}, y: {} };
  const policy: PolicyFile = { servers: { kit: { tools }, "*": { tools }, other: {} }, defaults: {} };
  expect(ruleLayers(policy, "kit", "x").map(({ path }) => path)).toEqual([
    "defaults",
    ...["servers.*", "servers.*.tools.*", "servers.*.tools.x"],
    ...["servers.kit", "servers.kit.tools.*", "servers.kit.tools.x"],
  ]);
});

it("a name that every object inherits has no rule", () => {
  const policy: PolicyFile = { servers: { "*": { tools: {} } } };
  expect(ruleLayers(policy, "constructor", "toString").map(({ path }) => path)).toEqual(["servers.*"]);
});
