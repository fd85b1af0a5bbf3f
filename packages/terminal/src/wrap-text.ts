import wrapAnsi from "wrap-ansi";

const TAB = "    ";

/**
 * A text as lines that fit into a width: broken between words, or in a word that is longer than a line. Wide characters
 * count as two columns. What a line is indented by, its continuation is too.
 *
 * @param text Cleaned, or of our own.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const expanded = line.replaceAll("\t", TAB).trimEnd();
    const [indent = ""] = /^ */.exec(expanded) ?? [];
    const margin = indent.slice(0, width / 2);
    const lines = wrapAnsi(expanded.slice(indent.length), width - margin.length, { hard: true }).split("\n");
    return lines.map((part) => (margin + part).trimEnd());
  });
}
