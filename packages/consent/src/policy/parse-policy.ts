import { getNodeValue, type Node } from "jsonc-parser";
import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { fieldPath } from "./field-path.ts";
import { faultAt, nodeAt, offsetOfName, type PolicyFault } from "./policy-fault.ts";
import { type PolicyFile, policySchema, RULE_FIELDS } from "./policy-schema.ts";
import { readJson } from "./read-json.ts";
import { unknownRedactions } from "./unknown-redactions.ts";

/** Reads the text of a policy file: what it says, or everything that is wrong with it. */
export function parsePolicy(text: string): { policy: PolicyFile } | { faults: readonly PolicyFault[] } {
  const json = readJson(text);
  if ("faults" in json) return json;
  const { root } = json;
  const parsed = policySchema.safeParse(getNodeValue(root));
  if (!parsed.success) return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, root, text)) };
  const faults = unknownRedactions(parsed.data).map(({ path, message }) =>
    faultAt(text, nodeAt(root, path).offset, message, path),
  );
  return faults.length > 0 ? { faults } : { policy: parsed.data };
}

/** A field that nobody knows is named itself, not the object that it stands in. */
function faultsOf(issue: z.core.$ZodIssue, root: Node, text: string): PolicyFault[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const message = `${fieldPath([...path, key])} is no field of a policy.${didYouMean(key, fieldsAt(path))}`;
      return faultAt(text, offsetOfName(root, [...path, key]), message, [...path, key]);
    });
  }
  // The name of an entry is at fault, not its value.
  if (issue.code === "invalid_key") {
    const message = `${fieldPath(path)} has no valid name. ${issue.issues[0]?.message ?? ""}`;
    return [faultAt(text, offsetOfName(root, path), message, path)];
  }
  const offset = nodeAt(root, path).offset;
  return [
    faultAt(text, offset, `${fieldPath(path) || "The policy"} is ${shown(text, root, path)}. ${issue.message}`, path),
  ];
}

/** The fields that may stand in the object at a path. */
function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(policySchema.shape);
  return path[0] === "servers" && path.length === 2 ? [...RULE_FIELDS, "tools"] : RULE_FIELDS;
}

const MAX_SHOWN = 60;

/** A value as it stands in the file, on one line. */
function shown(text: string, root: Node, path: readonly PropertyKey[]): string {
  const { offset, length } = nodeAt(root, path);
  const source = text.slice(offset, offset + length).replace(/\s+/g, " ");
  return source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}…` : source;
}
