/** Where labels and what stands beside them begin. */
export type LabelLayout = { indent: number; labelWidth: number; paint: (label: string) => string };

/** Lines with a label beside the first. */
export function labelLines(
  label: string,
  lines: readonly string[],
  { indent, labelWidth, paint }: LabelLayout,
): string[] {
  const margin = " ".repeat(indent);
  return lines.map((line, index) => `${margin}${paint((index === 0 ? label : "").padEnd(labelWidth))}${line}`);
}
