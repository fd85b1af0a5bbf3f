import { KitError } from "@kit/protocol";
import { expect, it } from "vitest";
import { createLifetime } from "./lifetime.ts";

const reason = new KitError("cancelled", "It is over.");

it("aborts the signal of who has asked for it before the end", () => {
  const lifetime = createLifetime(reason);
  const { signal } = lifetime;
  expect([lifetime.isOver, signal.aborted]).toEqual([false, false]);
  lifetime.end();
  expect([lifetime.isOver, signal.aborted, signal.reason]).toEqual([true, true, reason]);
  expect(lifetime.signal).toBe(signal);
});

it("gives who asks after the end a signal that has aborted", () => {
  const lifetime = createLifetime(reason);
  lifetime.end();
  expect([lifetime.signal.aborted, lifetime.signal.reason]).toEqual([true, reason]);
});
