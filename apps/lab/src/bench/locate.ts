import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Where a file of another package is. The lab starts the apps, and never imports them. */
export function locate(specifier: string): string {
  return require.resolve(specifier);
}

/** Where a file of the bench is. */
export function locateHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
