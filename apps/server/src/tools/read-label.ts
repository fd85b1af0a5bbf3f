/** What a model's answer says: one of the labels, spelled as offered, and how sure it is. */
export function readLabel(answer: string, labels: readonly string[]): { label?: string; confidence?: number } {
  const lines = answer.split("\n").map((line) => line.trim());
  const [first = "", ...rest] = lines.filter((line) => line !== "");
  const label = exactLabel(first, labels) ?? onlyLabelMentioned(first, labels);
  const confidence = rest.map(readConfidence).find((value) => value !== undefined);
  return { ...(label !== undefined && { label }), ...(confidence !== undefined && { confidence }) };
}

/** `**Positive**.` and `Label: positive` are `positive`. */
function exactLabel(line: string, labels: readonly string[]): string | undefined {
  const bare = plain(line.replace(/^(label|answer|category|class)\s*:/i, ""));
  return labels.find((label) => plain(label) === bare);
}

function onlyLabelMentioned(line: string, labels: readonly string[]): string | undefined {
  const words = ` ${line.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  if (/ (not|no|neither|never) /.test(words)) return undefined;
  const mentioned = labels.filter((label) =>
    words.includes(
      ` ${label
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()} `,
    ),
  );
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

function readConfidence(line: string): number | undefined {
  const value = Number(/(?:^|[^\d.])(0(?:\.\d+)?|1(?:\.0+)?)(?![\d.])/.exec(line)?.[1] ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}

function plain(text: string): string {
  return text.replace(/^[\s"'`*_.-]+|[\s"'`*_.!-]+$/g, "").toLowerCase();
}
