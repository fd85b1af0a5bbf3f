import { oneLine } from "./one-line.ts";

/** Options of {@link renderColumns}. */
export type ColumnOptions = {
  /** Spaces between columns. Default: 2. */
  gap?: number;
  /** Whether a column stands to the right, as numbers do. Default: none does. */
  isRight?: (column: number) => boolean;
};

/** Rows of cells as lines in which the cells of a column stand under each other. Cells hold no escape codes. */
export function renderColumns(rows: readonly (readonly string[])[], options: ColumnOptions = {}): string[] {
  const { gap = 2, isRight = () => false } = options;
  const cells = rows.map((row) => row.map(oneLine));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const align = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return isRight(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return cells.map((row) => row.map(align).join(" ".repeat(gap)).trimEnd());
}
