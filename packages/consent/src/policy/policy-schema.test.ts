import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { policyJsonSchema } from "./policy-schema.ts";

it("the schema for editors is the one of the code; `pnpm write-schema` writes it again", async () => {
  const file = await readFile(new URL("../../sampling.policy.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});
