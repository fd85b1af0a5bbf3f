import { KitError } from "../errors/kit-error.ts";
import { describeIssues } from "../validation/describe-issues.ts";
import type { ToolArguments, ToolContract, ToolOutput } from "./tool-contract.ts";

/**
 * Checks a tool's arguments against its contract and fills in defaults.
 *
 * @throws {KitError} "invalid_arguments" naming each field that is wrong and its limit.
 */
export function parseArguments<Contract extends ToolContract>(
  contract: Contract,
  input: unknown,
): ToolArguments<Contract> {
  const parsed = contract.inputSchema.safeParse(input ?? {});
  if (parsed.success) return parsed.data as ToolArguments<Contract>;
  throw new KitError("invalid_arguments", `Invalid arguments for ${contract.name}: ${describeIssues(parsed.error)}.`);
}

/**
 * Checks what a tool returned against its contract.
 *
 * @throws {KitError} "invalid_result" naming each field that is wrong.
 */
export function parseOutput<Contract extends ToolContract>(contract: Contract, output: unknown): ToolOutput<Contract> {
  const parsed = contract.outputSchema.safeParse(output);
  if (parsed.success) return parsed.data as ToolOutput<Contract>;
  throw new KitError("invalid_result", `Invalid result of ${contract.name}: ${describeIssues(parsed.error)}.`);
}
