/**
 * Puts a text between tags, so that a model can tell data from instructions. The tag gets a number if the text itself
 * holds the closing tag, so that it cannot end the data early.
 */
export function wrapData(tag: string, text: string): string {
  let name = tag;
  for (let number = 2; text.includes(`</${name}>`); number += 1) name = `${tag}-${number}`;
  return `<${name}>\n${text}\n</${name}>`;
}
