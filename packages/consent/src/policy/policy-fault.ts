import { findNodeAtLocation, type Node } from "jsonc-parser";
import { fieldPath } from "./field-path.ts";

/** What is wrong at one place of a policy file. Lines and columns count from 1. */
export type PolicyFault = { line: number; column: number; field: string; message: string };

/** A fault at a place of the text. */
export function faultAt(text: string, offset: number, message: string, path: readonly PropertyKey[] = []): PolicyFault {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, field: fieldPath(path), message };
}

/** The value at a path, or the nearest object around it if it is not there. */
export function nodeAt(root: Node, path: readonly PropertyKey[]): Node {
  const steps = path.map((step) => (typeof step === "number" ? step : String(step)));
  for (let length = steps.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, steps.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** Where the name of the field at a path stands. */
export function offsetOfName(root: Node, path: readonly PropertyKey[]): number {
  const node = nodeAt(root, path);
  return node.parent?.type === "property" ? node.parent.offset : node.offset;
}
