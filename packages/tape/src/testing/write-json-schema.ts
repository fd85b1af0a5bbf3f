import { writeFile } from "node:fs/promises";
import { tapeJsonSchema } from "../entry.ts";

// Writes the published schema again. `pnpm write-schema` runs it and formats what it has written.

await writeFile(new URL("../../tape.schema.json", import.meta.url), JSON.stringify(tapeJsonSchema(), null, 2));
