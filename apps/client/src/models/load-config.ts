import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { RouterConfigError, type RouterSettings, readRouterConfig } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { unreadable } from "@kit/terminal";

const DEFAULT_FILE = "kit.config.json";

/**
 * Reads the configuration of the gateway: aliases, fallbacks, limits, a budget.
 *
 * @param file A path, relative to where the person stands. Default: `kit.config.json`, if there is one.
 * @throws {KitError} "file_unreadable" when the file that was named cannot be read.
 * @throws {KitError} "invalid_option" naming each field that is wrong.
 */
export async function loadConfig(file: string | undefined, here: string): Promise<RouterSettings> {
  const path = resolve(here, file ?? DEFAULT_FILE);
  if (file === undefined && !existsSync(path)) return {};
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    return await readRouterConfig(text);
  } catch (error) {
    if (!(error instanceof RouterConfigError)) throw error;
    throw new KitError("invalid_option", `${path}: ${error.message}`, { cause: error });
  }
}
