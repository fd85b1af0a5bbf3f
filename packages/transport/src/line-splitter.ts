import { createEnvelopeScanner, type Envelope } from "./scan-envelope.ts";

const NEWLINE = 0x0a;

type LineSplitterOptions = {
  /** The most bytes a line may have, without its newline. */
  maxLineBytes: number;
  onLine: (line: string) => void;
  /** Called at the end of each line that is longer, with what could be told of it. The line itself is dropped. */
  onOverlong: (envelope: Envelope | undefined) => void;
};

/**
 * Cuts a byte stream into lines in linear time: a chunk is looked at once, and a line is joined and decoded when its
 * newline has come, so a character split over two chunks stays whole.
 */
export function createLineSplitter({ maxLineBytes, onLine, onOverlong }: LineSplitterOptions) {
  let pieces: Buffer[] = [];
  let bytes = 0;
  /** Reads on in a line that has become too long to be kept. */
  let scanner: ReturnType<typeof createEnvelopeScanner> | undefined;

  function keep(piece: Buffer): void {
    bytes += piece.length;
    pieces.push(piece);
    if (bytes <= maxLineBytes) return;
    scanner ??= createEnvelopeScanner();
    for (const kept of pieces) scanner.push(kept);
    pieces = [];
  }

  function finishLine(): void {
    const overlong = scanner;
    const line = overlong ? "" : Buffer.concat(pieces, bytes).toString("utf8");
    pieces = [];
    bytes = 0;
    scanner = undefined;
    if (overlong) onOverlong(overlong.finish());
    else onLine(line);
  }

  return function push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (bytes === 0 && end - start <= maxLineBytes) {
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
