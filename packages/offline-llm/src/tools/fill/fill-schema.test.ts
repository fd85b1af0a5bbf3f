import { describe, expect, it } from "vitest";
import { readConversation } from "../conversation/read-conversation.ts";
import { fitsSchema } from "../json-schema/fits-schema.ts";
import { fillSchema } from "./fill-schema.ts";

const review =
  "I paid £30 for this kettle on 3 May 2024. It is wonderful and boils fast. Write to Ann Lee at ann@shop.org.";
const about = (text: string, request = "Read this text.") =>
  readConversation([{ role: "user", text: `${request}\n\n<text>\n${text}\n</text>` }]);

const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
});

type Row = [schema: Record<string, unknown>, expected: unknown, text?: string, request?: string];

describe("fillSchema", () => {
  it.each<Row>([
    // Labels and how sure they are.
    [object({ sentiment: { enum: ["positive", "negative"] } }), { sentiment: "positive" }],
    [
      object({ label: { enum: ["shipping", "billing", "uncertain"] }, confidence: { type: "number", maximum: 1 } }),
      { label: "uncertain", confidence: expect.toSatisfy((share: number) => share <= 0.3) },
      "Zxcv qwer.",
    ],
    [
      object({ confidence: { type: "number" }, category: { enum: ["shipping", "billing"] } }),
      { confidence: expect.toSatisfy((share: number) => share > 0.5 && share <= 0.95), category: "shipping" },
      "The parcel never arrived and the courier lost it.",
    ],
    [{ enum: ["shipping", "billing"] }, "billing", "The invoice was charged twice.", "Classify this text."],
    [object({ stars: { type: "integer", minimum: 1, maximum: 5 } }), { stars: 5 }],
    [
      object({ topics: { type: "array", items: { enum: ["weather", "sport"] } } }),
      { topics: ["weather"] },
      "Rain and wind all day.",
    ],
    // Strings by name, by format and by description.
    [object({ email: { type: "string" } }), { email: "" }, "No address here."],
    [object({ contact: { type: "string", format: "email" } }), { contact: "ann@shop.org" }],
    [object({ bought: { type: "string", format: "date" } }), { bought: "2024-05-03" }],
    [
      object({ order_id: { type: "string", pattern: "^[A-Z]{2}-\\d+$" } }),
      { order_id: "AB-77" },
      "About order AB-77, please.",
    ],
    [object({ s: { type: "string", description: "A headline." } }), { s: expect.stringContaining("kettle") }],
    [object({ city: { type: "string" } }), { city: "Oslo" }, "She lives in Oslo. It is cold."],
    [object({ city: { type: "string" } }), { city: "Bergen" }, "City: Bergen; zip: 5003"],
    [
      object({ translation: { type: "string" } }),
      { translation: "Una casa roja." },
      "A red house.",
      "Translate into Spanish.",
    ],
    [object({ summary: { type: "string", maxLength: 30 } }), { summary: expect.stringMatching(/^.{10,29}…$/) }],
    [object({ language: { type: "string" } }), { language: "French" }, "Le chat dort sur la table."],
    // Numbers: only those that the text gives.
    [object({ price: { type: "number" } }), { price: 30 }],
    [object({ year: { type: "integer" } }), { year: 2024 }],
    [object({ weight: { type: "number" } }), { weight: 0 }],
    [object({ cost: { type: "number" } }), { cost: 1_100_000 }, "The cost was £1.1 million."],
    [object({ age: { type: "integer" } }), { age: 31 }, "Ann, 31 years old, has 2 cats."],
    // Booleans.
    [object({ mentions_kettle: { type: "boolean" } }), { mentions_kettle: true }],
    [object({ has_garage: { type: "boolean" } }), { has_garage: false }, "There is no garage."],
    [object({ is_positive: { type: "boolean" } }), { is_positive: true }],
    // Lists and objects.
    [object({ emails: { type: "array", items: { type: "string" } } }), { emails: ["ann@shop.org"] }],
    [object({ people: { type: "array", items: { type: "string" } } }), { people: ["Ann Lee"] }],
    [
      object({ numbers: { type: "array", items: { type: "integer" }, maxItems: 2 } }),
      { numbers: [4, 5] },
      "4 cats, 5 dogs, 6 birds.",
    ],
    [
      object({ groups: { type: "array", items: object({ name: { type: "string" }, cost: { type: "integer" } }) } }),
      {
        groups: [
          { name: "roof", cost: 914_000 },
          { name: "lift", cost: 218_000 },
        ],
      },
      "- roof: £914,000\n- lift: £218,000\n- nothing here",
    ],
    [object({ person: object({ name: { type: "string" } }) }), { person: { name: "Ann Lee" } }, "Her name is Ann Lee."],
    // What is not found is left out, or as empty as may be.
    [object({ price: { type: "number" }, color: { type: "string" } }, ["price"]), { price: 30 }],
    [object({ color: { type: ["string", "null"] } }), { color: null }],
    [object({ color: { anyOf: [{ type: "string" }, { type: "null" }] } }), { color: null }],
    [object({ color: { type: "string", default: "any" } }), { color: "any" }],
    [object({ color: { type: "string", minLength: 1 } }), { color: "unknown" }],
    [object({ size: { enum: ["small", "large", "not_stated"] } }), { size: "not_stated" }],
    // Alternatives, references and constants.
    [
      object({ price: { oneOf: [{ type: "string", format: "uuid" }, { type: "number" }] } }),
      { price: 30 },
      "The price is 30.",
    ],
    [{ ...object({ price: { $ref: "#/$defs/money" } }), $defs: { money: { type: "number" } } }, { price: 30 }],
    [object({ kind: { const: "review" }, email: { type: "string" } }), { kind: "review", email: expect.any(String) }],
    [{ type: "array", prefixItems: [{ type: "string", format: "email" }, { type: "null" }] }, ["ann@shop.org", null]],
  ])("%j is filled with %j", async (schema, expected, text = review, request?: string) => {
    const value = await fillSchema(schema, about(text, request));
    expect(value).toEqual(expected);
    expect(fitsSchema(value, schema)).toBe(true);
  });

  it("fills an object that contains itself, and ends", async () => {
    const node = object({
      name: { type: "string" },
      children: { type: "array", minItems: 1, items: { $ref: "#/$defs/n" } },
    });
    const schema = { $ref: "#/$defs/n", $defs: { n: { ...node, required: ["name"] } } };
    const value = await fillSchema(schema, about("Her name is Ann Lee."));
    expect(fitsSchema(value, schema)).toBe(true);
  });

  it("answers a question from the text, and says so when the text does not answer", async () => {
    const schema = object({ answer: { type: "string" }, found: { type: "boolean" }, quote: { type: "string" } });
    const sentence = "I paid £30 for this kettle on 3 May 2024.";
    expect(await fillSchema(schema, about(review, "What was paid for the kettle?"))).toMatchObject({
      answer: sentence,
      found: true,
      quote: sentence,
    });
    expect(await fillSchema(schema, about(review, "Who invented the telephone?"))).toMatchObject({
      answer: "The document does not say.",
      found: false,
    });
  });
});
