import { expect, test } from "vitest";
import { chooseDeployment } from "./choose-deployment.ts";
import { createEmitter } from "./create-emitter.ts";
import { createDeployment, type Deployment } from "./deployment.ts";
import type { DeploymentSettings } from "./router-settings.ts";

const nobody: ReadonlySet<Deployment> = new Set();
const create = (settings: Partial<DeploymentSettings>) =>
  createDeployment({ model: "vllm/m", ...settings }, false, createEmitter());
const named = (group: Deployment[], random: number, failed = nobody, refused = nobody) =>
  chooseDeployment(group, { failed, refused }, () => random)?.settings.model;

test("among equals the weight decides", () => {
  const group = [
    create({ model: "vllm/a", weight: 3 }),
    create({ model: "vllm/b" }),
    create({ model: "vllm/c", weight: 0 }),
  ];
  expect([0, 0.74, 0.76, 0.999].map((random) => named(group, random))).toEqual([
    "vllm/a",
    "vllm/a",
    "vllm/b",
    "vllm/b",
  ]);
});

test("the lowest order goes first, then one that has not failed, and one that is refused never", () => {
  const [a, b, c] = [
    create({ model: "vllm/a" }),
    create({ model: "vllm/b", order: 2 }),
    create({ model: "vllm/c", order: 3 }),
  ];
  const group = [c, b, a];
  expect(named(group, 0.5)).toBe("vllm/a");
  expect(named(group, 0.5, new Set([a]))).toBe("vllm/b");
  expect(named(group, 0.5, new Set([a]), new Set([b]))).toBe("vllm/c");
  expect(named(group, 0.5, new Set(group))).toBe("vllm/a");
  expect(named(group, 0.5, nobody, new Set(group))).toBeUndefined();
});

test("weights of zero only are shared by nobody, and still one is asked", () => {
  expect(named([create({ model: "vllm/a", weight: 0 })], 0)).toBe("vllm/a");
});
