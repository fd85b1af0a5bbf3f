import { writeFile } from "node:fs/promises";
import { policyJsonSchema } from "../policy/policy-schema.ts";

// Writes the schema for editors again. `pnpm write-schema` runs it and formats what it has written.

await writeFile(
  new URL("../../sampling.policy.schema.json", import.meta.url),
  JSON.stringify(policyJsonSchema(), null, 2),
);
