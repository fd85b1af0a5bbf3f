/**
 * Finds the JSON in a model's answer: the whole of it, what stands in a code fence, or from the first bracket to the
 * last one. `undefined` if there is none.
 */
export function parseJsonAnswer(text: string): { json: unknown } | undefined {
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)```/i.exec(text)?.[1];
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  const bracketed = start >= 0 && end > start ? text.slice(start, end + 1) : undefined;
  for (const candidate of [text, fenced, bracketed]) {
    const parsed = candidate === undefined ? undefined : tryParse(candidate);
    if (parsed) return parsed;
  }
  return undefined;
}

function tryParse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
