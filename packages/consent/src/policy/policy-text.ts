import type { ParseError, ParseErrorCode } from "jsonc-parser";
import { findNodeAtLocation, type JSONVisitor, type Node, parseTree, visit } from "jsonc-parser";

export type PolicyFault = { line: number; column: number; field: string; message: string };

const SYNTAX = { allowTrailingComma: true };

/** What the parser's codes mean, and what to do. Spec of the format: RFC 8259, with comments and trailing commas. */
const SYNTAX_FAULTS: Readonly<Record<ParseErrorCode, string>> = {
  1: "Here stands something that is no JSON. Put texts into double quotes.",
  2: "This number is no JSON number.",
  3: "The name of a field is missing. Put it into double quotes.",
  4: "A value is missing.",
  5: "A colon is missing after the name of the field.",
  6: "A comma is missing before this.",
  7: 'A closing "}" is missing.',
  8: 'A closing "]" is missing.',
  9: "The file should end here.",
  10: "A comment cannot stand here.",
  11: 'The comment has no end. Close it with "*/".',
  12: 'The text has no end. Close it with ".',
  13: "The number has no end.",
  14: "The \\u in this text needs four hexadecimal digits.",
  15: "The \\ in this text begins no known sequence. Write \\\\ for a backslash.",
  16: "A control character in a text must be escaped.",
};

/** Parses JSON with comments, or says what is wrong: also a name that an object holds twice, and `__proto__`. */
export function readJson(text: string): { root: Node } | { faults: PolicyFault[] } {
  if (text.trim() === "") return { faults: [faultAt(text, 0, "The file is empty. Write at least {}.")] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, SYNTAX);
  // The errors behind the first one follow from it.
  const [first] = errors;
  if (first !== undefined) return { faults: [faultAt(text, first.offset, SYNTAX_FAULTS[first.error])] };
  if (root === undefined) return { faults: [faultAt(text, 0, SYNTAX_FAULTS[4])] };
  const faults: PolicyFault[] = [];
  const seen = new Set<string>();
  const onObjectProperty: JSONVisitor["onObjectProperty"] = (name, offset, _length, _line, _column, parents) => {
    const path = [...parents(), name];
    const add = (fault: string) => faults.push(faultAt(text, offset, `${fieldPath(path)} ${fault}`, path));
    if (seen.has(JSON.stringify(path))) add("is there twice. Keep one.");
    else if (name === "__proto__") add("has a name that JavaScript keeps for itself. Choose another name.");
    seen.add(JSON.stringify(path));
  };
  visit(text, { onObjectProperty }, SYNTAX);
  return faults.length > 0 ? { faults } : { root };
}

export function faultAt(text: string, offset: number, message: string, path: readonly PropertyKey[] = []): PolicyFault {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, field: fieldPath(path), message };
}

/** The path of a field as a user writes it: `servers.kit.tools["a.b"].redact[0]`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, step) => {
    if (typeof step === "number") return `${field}[${step}]`;
    const name = String(step);
    if (!/^[\w*-]+$/.test(name)) return `${field}[${JSON.stringify(name)}]`;
    return field ? `${field}.${name}` : name;
  }, "");
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

export function offsetOfName(root: Node, path: readonly PropertyKey[]): number {
  const node = nodeAt(root, path);
  return node.parent?.type === "property" ? node.parent.offset : node.offset;
}
