import type { SamplingRequest } from "@kit/protocol";
import { cleanText } from "@kit/terminal";
import {
  array,
  assert,
  constantFrom,
  dictionary,
  jsonValue,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
import { expect, it } from "vitest";
import { testAsked } from "../testing/requests.ts";
import { renderAll } from "./render-card.ts";

const text = oneof(
  string({ unit: "grapheme" }),
  string({ unit: "binary" }),
  constantFrom("a\n  model         free", "\u001b[2J", "refuse"),
);
const more = dictionary(text, jsonValue({ stringUnit: "grapheme", maxDepth: 2 }), { maxKeys: 3 }) as never;
const optional = (value: typeof text) => option(value, { nil: undefined });
const block = oneof(
  record({ type: constantFrom("text"), text, _meta: more }),
  record({ type: constantFrom("tool_use"), id: text, name: text, input: more }),
  record({
    type: constantFrom("tool_result"),
    toolUseId: text,
    content: array(
      oneof(record({ type: constantFrom("text"), text }), record({ type: text, uri: text, resource: more })),
    ),
    structuredContent: more,
  }),
);
const requests = record({
  messages: array(
    record({ role: constantFrom("user", "assistant"), content: array(block, { minLength: 1, maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  systemPrompt: optional(text),
  stopSequences: array(text),
  metadata: more,
  modelPreferences: record({ hints: array(record({ name: text })) }),
  tools: array(record({ name: text, description: optional(text), title: text, inputSchema: more })),
  unknown: more,
  _meta: more,
});

/** Every text in a value, the names of fields, too. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [name, ...textsIn(one)]));
}

const OF_THE_SPECIFICATION = [
  ...["messages", "systemPrompt", "tools", "modelPreferences", "_meta", "maxTokens"],
  ...["role", "content", "type", "text", "toolUseId", "tool_result"],
];

/** What is left of a text when it is wrapped behind bars. */
const bare = (shown: string) => shown.replace(/[\s│]/gu, "").normalize();

it("shows all that leaves: every text of a request, in every place", () => {
  assert(
    property(requests, (made) => {
      const request = { ...made, maxTokens: 1 } as unknown as SamplingRequest;
      const lines = [
        ...renderAll(
          { ...testAsked({ request }), waiting: 1 },
          { title: "" },
          { columns: 80, rows: 24, hasColor: false },
        ),
      ];
      const shown = bare(lines.join(""));
      for (const one of textsIn(request).filter((name) => !OF_THE_SPECIFICATION.includes(name))) {
        const ways = [one, JSON.stringify(one).slice(1, -1)].map((way) => bare(cleanText(way)));
        expect(
          ways.some((way) => shown.includes(way)),
          JSON.stringify(one),
        ).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
