import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

/** The programs that are started: the lab imports no app. */
export const SERVER = require.resolve("@kit/server/src/main.ts");
export const CLIENT = require.resolve("@kit/client/src/testing/take-orders.ts");

/** A file beside this one. */
export const besides = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What every process gets: so many starts compile the same files once. */
export const BASE_ENVIRONMENT = {
  PATH: process.env.PATH ?? "",
  NODE_COMPILE_CACHE: besides("../../node_modules/.cache/faults"),
};

/** What Node is started with so that its clock can jump. */
export const WITH_CLOCK = ["--import", pathToFileURL(besides("jump-clock.ts")).href];
