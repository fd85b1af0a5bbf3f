/** The texts of a sampling result, of either revision. */
export function textOf(content: object | object[]): string {
  return [content]
    .flat()
    .map((block) => ("text" in block ? String(block.text) : ""))
    .join("");
}
