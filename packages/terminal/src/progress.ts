import type { CallProgress } from "@kit/protocol";
import { oneLine } from "./clean-text.ts";

const BAR_WIDTH = 24;
const DEFAULT_COLUMNS = 80;
/** Goes to the start of the line and empties it. */
const CLEAR_LINE = "\r\u001b[2K";

/** Where a progress view writes. */
type Output = { write(text: string): unknown; isTTY?: boolean; columns?: number };

/** Shows how far a call has come. */
export type ProgressView = {
  show(progress: CallProgress): void;
  /** Takes the bar away, so that what follows begins on an empty line. */
  end(): void;
};

/** A bar that moves in a terminal; a line for each report elsewhere. */
export function createProgressView(output: Output): ProgressView {
  if (output.isTTY !== true) {
    return { show: (progress) => void output.write(`${describe(progress)}\n`), end: () => undefined };
  }
  let isShown = false;
  return {
    show(progress) {
      isShown = true;
      const width = (output.columns ?? DEFAULT_COLUMNS) - 1;
      output.write(`${CLEAR_LINE}${`${bar(progress)}${describe(progress)}`.slice(0, width)}`);
    },
    end() {
      if (isShown) output.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** `3 of 12: part 3 of 12 translated` */
function describe({ progress, total, message }: CallProgress): string {
  const step = total === undefined ? String(progress) : `${progress} of ${total}`;
  return message === undefined ? step : `${step}: ${oneLine(message)}`;
}

function bar({ progress, total }: CallProgress): string {
  if (total === undefined || total <= 0) return "";
  const filled = Math.round(Math.min(1, Math.max(0, progress / total)) * BAR_WIDTH);
  return `[${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}] `;
}
