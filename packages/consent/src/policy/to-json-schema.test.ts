import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { toJSONSchema } from "./to-json-schema.ts";

it("the schema for editors is the one of the code; `pnpm write-schema` writes it again", async () => {
  const file = await readFile(new URL("../../sampling.policy.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(toJSONSchema())));
});
