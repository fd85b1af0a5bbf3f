/** One cell of a table. Absent where this system does not tell. */
export type Cell = string | number | undefined;

const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** Rows as lines of text: words stand at the left of their column, numbers at the right. */
export function renderColumns(rows: readonly (readonly Cell[])[]): string[] {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => toText(row[column]).length)));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function pad(cell: Cell, width: number): string {
  return typeof cell === "number" ? toText(cell).padStart(width) : toText(cell).padEnd(width);
}

function toText(cell: Cell): string {
  return typeof cell === "number" ? NUMBER.format(cell) : (cell ?? "not measured");
}
