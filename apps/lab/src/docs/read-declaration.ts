/**
 * The text of a declaration at the top level of a source file, with the comment over it: from the line that declares
 * the name to the line that closes it.
 *
 * @throws {Error} when the file declares no such name.
 */
export function readDeclaration(source: string, name: string): string {
  const lines = source.split("\n");
  const declares = new RegExp(`^(export )?(async )?(function|const|type|interface|class) ${name}\\b`);
  const at = lines.findIndex((line) => declares.test(line));
  if (at === -1) throw new Error(`There is no ${name} in the file.`);
  let end = at;
  while (end < lines.length && !/^[}\])].*$|^\S.*;$/.test(lines[end] ?? "")) end += 1;
  return `${lines.slice(at, end + 1).join("\n")}\n`;
}
