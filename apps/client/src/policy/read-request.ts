import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readJson } from "@kit/consent";
import { KitError, parseSamplingRequest, type SamplingRequest } from "@kit/protocol";
import { unreadable } from "@kit/terminal";
import { getNodeValue } from "jsonc-parser";

const METHOD = "sampling/createMessage";

/**
 * Reads a sampling request from a file: the params of a `sampling/createMessage`, or a message that holds them.
 *
 * @throws {KitError} "file_unreadable" when the file cannot be read.
 * @throws {KitError} "invalid_request" when it is no sampling request, naming the line or the field.
 */
export function readRequest(file: string, here: string): SamplingRequest {
  const json = readJson(readText(resolve(here, file)));
  if ("faults" in json) {
    const [{ line, column, message } = { line: 1, column: 1, message: "" }] = json.faults;
    throw new KitError("invalid_request", `${file}:${line}:${column}: ${message}`);
  }
  return parseSamplingRequest(paramsOf(getNodeValue(json.root), file));
}

function paramsOf(value: unknown, file: string): unknown {
  if (typeof value !== "object" || value === null || !("method" in value)) return value;
  if (value.method === METHOD) return "params" in value ? value.params : undefined;
  throw new KitError("invalid_request", `${file} holds a message for ${value.method}. Give one for ${METHOD}.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}
