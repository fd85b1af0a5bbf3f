/** A fence in a Markdown file whose content comes from somewhere else. */
export type Fence = {
  file: string;
  /** What kind of place: a declaration in a source file, or the output of a command. */
  kind: "source" | "output";
  /** Which place: `path#name`, or the command. */
  from: string;
  content: string;
  /** Where the content stands in the file. */
  start: number;
  end: number;
};

const FENCE = /<!-- (source|output): (.+?) -->\n```\w*\n([\s\S]*?)```/g;

/** Finds the fences that a comment of the form `<!-- source: path#name -->` or `<!-- output: command -->` announces. */
export function findFences(file: string, markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [whole, kind = "", from = "", content = ""] = match;
    const start = match.index + whole.length - content.length - "```".length;
    return { file, kind: kind === "source" ? "source" : "output", from, content, start, end: start + content.length };
  });
}

/** Every other fence of code, which nobody would keep true. Shell commands and diagrams are not code. */
export function findUnchecked(markdown: string): string[] {
  const rest = markdown.replace(FENCE, "");
  return [...rest.matchAll(/```(?:ts|typescript|js|json|text)\n[\s\S]*?```/g)].map(([fence]) => fence);
}
