import { oneLine } from "@kit/terminal";

/** One column of a CSV file: its name, and its value in a row. Undefined: an empty field. */
export type CsvColumn<Row> = { name: string; value: (row: Row) => string | number | undefined };

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * Rows as CSV (RFC 4180). Names come from servers: what a spreadsheet would run as a formula begins with an apostrophe.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ value }) => toField(value(row)))),
  ];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

function toField(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const text = oneLine(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
