/** A block of a Markdown text: fenced code, or what stands between. */
export type Block = { text: string; isCode: boolean };

const OPENING = /^\s*(`{3,}|~{3,})/;

/**
 * Cuts Markdown at its code fences, wherever they stand, in a list too. A fence closes with at least as many of its
 * signs (CommonMark, section 4.5); one that never closes goes on to the end. Joined together, the blocks are the text.
 */
export function splitFences(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: string | undefined;
  let current = "";

  function finish(isCode: boolean): void {
    if (current !== "") blocks.push({ text: current, isCode });
    current = "";
  }

  for (const line of text.split(/(?<=\n)/)) {
    if (fence === undefined) {
      fence = OPENING.exec(line)?.[1];
      if (fence !== undefined) finish(false);
      current += line;
    } else {
      current += line;
      if (!closes(line.trim(), fence)) continue;
      fence = undefined;
      finish(true);
    }
  }
  finish(fence !== undefined);
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const sign = fence.charAt(0);
  return line.length >= fence.length && line === sign.repeat(line.length);
}
