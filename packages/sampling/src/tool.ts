import type { ToolArguments, ToolContract, ToolOutput } from "@kit/protocol";
import { type BudgetLimits, DEFAULT_BUDGET } from "./budget.ts";
import type { ToolContext } from "./tool-context.ts";

/** A tool: its contract, what one call may spend, and a linear function that knows nothing of protocols. */
export type Tool<Contract extends ToolContract = ToolContract> = {
  readonly contract: Contract;
  readonly limits: BudgetLimits;
  // A method, so that a Tool of one contract is a Tool of any: arguments are parsed before it is called.
  run(args: ToolArguments<Contract>, context: ToolContext): Promise<ToolOutput<Contract>>;
};

/** Declares a tool, keeping the exact types of its contract. Limits that are not given are those of `DEFAULT_BUDGET`. */
export function defineTool<Contract extends ToolContract>(
  contract: Contract,
  run: Tool<Contract>["run"],
  limits: Partial<BudgetLimits> = {},
): Tool<Contract> {
  return { contract, run, limits: { ...DEFAULT_BUDGET, ...limits } };
}
