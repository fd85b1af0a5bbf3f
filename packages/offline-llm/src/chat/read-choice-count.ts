import { badField } from "./bad-field.ts";

/** The largest `n`. */
const maxChoices = 8;

/** Reads `n`. Default: 1. */
export function readChoiceCount(value: unknown): number {
  if (value === undefined) return 1;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > maxChoices) {
    throw badField("n", `must be a whole number from 1 to ${maxChoices}`);
  }
  return value;
}
