import { badField } from "../chat/bad-field.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";

/** The longest number that a fault takes: ten minutes in milliseconds. */
const maxValue = 600_000;

export interface WantedFault {
  fault: Fault;
  value: number;
}

/**
 * The fault that the header asks for, or else the model id: `name` or `name=number`.
 *
 * @throws {ApiError} 400 when the header names no fault, or the number is none.
 */
export function readFault(header: string | string[] | undefined, model: string): WantedFault | undefined {
  if (header === undefined) return parseFault(model, "model");
  const wanted = parseFault(String(header).trim(), "x-offline-fault");
  if (wanted === undefined) {
    throw badField("x-offline-fault", `must be one of ${faults.map(({ name }) => name).join(", ")}`);
  }
  return wanted;
}

/** Undefined when the text names no fault. */
export function parseFault(text: string, field: string): WantedFault | undefined {
  const [name = "", number] = text.split("=", 2);
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) return undefined;
  if (number === undefined) return { fault, value: fault.value?.default ?? 0 };
  if (fault.value === undefined) throw badField(field, `takes no number with ${name}`);
  const value = /^\d+$/.test(number) ? Number(number) : Number.NaN;
  if (!(value <= maxValue)) {
    throw badField(field, `takes a whole number of ${fault.value.unit} up to ${maxValue} with ${name}`);
  }
  return { fault, value };
}
