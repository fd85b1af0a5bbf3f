/** The path of a field as a person writes it: `servers.kit.tools["a.b"].redact[0]`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, step) => {
    if (typeof step === "number") return `${field}[${step}]`;
    const name = String(step);
    if (!/^[\w*-]+$/.test(name)) return `${field}[${JSON.stringify(name)}]`;
    return field ? `${field}.${name}` : name;
  }, "");
}
