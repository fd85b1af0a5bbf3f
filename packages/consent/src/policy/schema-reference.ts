import { dirname, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SCHEMA = fileURLToPath(new URL("../../sampling.policy.schema.json", import.meta.url));

/** How a policy file names the schema for editors: by a relative path. On another drive of Windows, by a URL. */
export function schemaReference(policyPath: string): string {
  const path = relative(dirname(policyPath), SCHEMA).split(sep).join("/");
  if (/^[a-z]:/i.test(path)) return pathToFileURL(SCHEMA).href;
  return path.startsWith("../") ? path : `./${path}`;
}
