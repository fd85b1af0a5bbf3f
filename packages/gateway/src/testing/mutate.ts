import * as fc from "fast-check";

/** One change to what a provider sends: to a value in it, or to its bytes. */
export type Mutation =
  | { readonly kind: "replace" | "nest" | "repeat"; readonly at: number; readonly value: unknown }
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "cut" | "drop" | "insert"; readonly at: number; readonly text: string };

const VALUES = [
  null,
  0,
  -1,
  1e308,
  true,
  "",
  "x",
  "length",
  "error",
  "tool_calls",
  "<think>",
  "</think>",
  [],
  {},
  [null],
  [[]],
];
const TEXTS = [
  "",
  "\u0000",
  "\ufffd",
  "{",
  "}",
  '"',
  "\\",
  "\n\n",
  "data: ",
  "data: [DONE]\n\n",
  "event: error\n",
  ": ping\n\n",
];

/** From 0 to 1. Doubles of fast-check crowd at zero. */
const position = fc.nat(9_999).map((number) => number / 10_000);

/** Changes to an object before it is written. */
export const arbitraryChange: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("replace" as const, "nest" as const, "repeat" as const),
    at: position,
    value: fc.oneof(fc.constantFrom<unknown>(...VALUES), fc.jsonValue({ maxDepth: 2 })),
  }),
  fc.record({ kind: fc.constant("remove" as const), at: position }),
);

/** Changes to the bytes that are sent. */
export const arbitraryDamage: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("cut" as const, "drop" as const, "insert" as const),
  at: position,
  text: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 20 })),
});

/** Changes a value somewhere in an object or list, and gives a new one. */
export function change(value: unknown, mutation: Mutation): unknown {
  const whole = { root: structuredClone(value) };
  const places = placesOf(whole);
  const [holder, key] = places[Math.floor(mutation.at * places.length)] ?? [whole, "root"];
  const old = Reflect.get(holder, key);
  if (mutation.kind === "remove") Reflect.deleteProperty(holder, key);
  if (mutation.kind === "replace") Reflect.set(holder, key, mutation.value);
  if (mutation.kind === "nest")
    Reflect.set(holder, key, [old, { value: old }, JSON.stringify(old)][String(old).length % 3]);
  if (mutation.kind === "repeat") Reflect.set(holder, key, Array.isArray(old) ? [...old, ...old] : `${old}${old}`);
  return whole.root;
}

function placesOf(holder: object): [holder: object, key: string][] {
  return Object.entries(holder).flatMap(([key, value]) => [
    [holder, key] as [object, string],
    ...(typeof value === "object" && value !== null ? placesOf(value) : []),
  ]);
}

/** Damages a text. */
export function damage(text: string, mutation: Mutation): string {
  const at = Math.floor(mutation.at * text.length);
  if (mutation.kind === "cut") return text.slice(0, at);
  if (mutation.kind === "drop") return text.slice(0, at) + text.slice(at + 1 + (at % 40));
  return mutation.kind === "insert" ? text.slice(0, at) + mutation.text + text.slice(at) : text;
}
