import { expect, test } from "vitest";
import { cuePattern } from "./cue-pattern.ts";

test.for<[cue: string, text: string, found: string | undefined]>([
  ["(came|fell) off", "The knob fell off.", "fell off"],
  ["recommend*", "She recommended it.", "recommended"],
  ["took ... back", "I took the whole thing back.", "took the whole thing back"],
  ["took ... back", "I took it. He came back.", undefined],
  ["{people} loves? it", "My little sister loves it.", "My little sister loves it"],
  ["late", "The plate was chocolate.", undefined],
])("%s in: %s", ([cue, text, found]) => {
  expect(text.match(cuePattern([cue]))?.[0]).toBe(found);
});
