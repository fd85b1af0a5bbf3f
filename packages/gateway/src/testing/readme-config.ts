import { readFile } from "node:fs/promises";
import { createRouter, readRouterConfig } from "@kit/gateway";

export async function openRouter(path: string) {
  return createRouter(await readRouterConfig(await readFile(path, "utf8")));
}
