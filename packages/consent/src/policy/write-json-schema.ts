import { writeFile } from "node:fs/promises";
import { toJSONSchema } from "./to-json-schema.ts";

// Writes the schema for editors again. `pnpm write-schema` runs it and formats what it has written.

await writeFile(new URL("../../sampling.policy.schema.json", import.meta.url), JSON.stringify(toJSONSchema(), null, 2));
