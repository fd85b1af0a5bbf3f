const NEWLINE = 0x0a;

type LineSplitterOptions = {
  /** The most bytes a line may have, without its newline. */
  maxLineBytes: number;
  onLine: (line: string) => void;
  /** Called once for each line that is longer. The line is dropped and reading goes on behind it. */
  onOverlong: () => void;
};

/**
 * Cuts a byte stream into lines in linear time: a chunk is looked at once, and a line is joined and decoded when its
 * newline has come, so a character split over two chunks stays whole.
 */
export function createLineSplitter({ maxLineBytes, onLine, onOverlong }: LineSplitterOptions) {
  let pieces: Buffer[] = [];
  let bytes = 0;
  let isSkipping = false;

  function keep(piece: Buffer): void {
    if (isSkipping) return;
    bytes += piece.length;
    if (bytes <= maxLineBytes) {
      pieces.push(piece);
      return;
    }
    isSkipping = true;
    pieces = [];
    onOverlong();
  }

  function finishLine(): void {
    const line = isSkipping ? undefined : Buffer.concat(pieces, bytes).toString("utf8");
    pieces = [];
    bytes = 0;
    isSkipping = false;
    if (line !== undefined) onLine(line);
  }

  return function push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (bytes === 0 && !isSkipping && end - start <= maxLineBytes) {
        // Most lines come whole: they need not be put together.
        onLine(chunk.toString("utf8", start, end));
      } else {
        keep(chunk.subarray(start, end));
        finishLine();
      }
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  };
}
