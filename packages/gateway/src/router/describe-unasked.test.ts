import { expect, test } from "vitest";
import { createEmitter } from "./create-emitter.ts";
import { createRouter } from "./create-router.ts";
import { openRouter } from "./open-router.ts";
import type { RouterSettings } from "./router-settings.ts";

const groups = { fast: [{ model: "vllm/m" }, { model: "ollama/m", rpm: 1 }], long: [{ model: "vllm/n" }] };

test.each<[string, RouterSettings]>([
  ["every setting", { groups, budget: { usd: 1 }, cache: {} }],
  ["no cooldown", { groups, cooldown: false }],
  ["no setting", {}],
])("with %s, a router tells the same before its inside is loaded and after", (_, settings) => {
  expect(createRouter(settings).snapshot()).toEqual(openRouter(settings, createEmitter()).snapshot());
});
