import type { ToolArguments, ToolContract, ToolOutput } from "@kit/protocol";
import type { ToolContext } from "@kit/sampling";

/** A tool: its contract, and a linear function that knows nothing of protocols. */
export type Tool<Contract extends ToolContract = ToolContract> = {
  readonly contract: Contract;
  // A method, so that a Tool of one contract is a Tool of any: arguments are parsed before it is called.
  run(args: ToolArguments<Contract>, context: ToolContext): Promise<ToolOutput<Contract>>;
};

/** Declares a tool, keeping the exact types of its contract. */
export function defineTool<Contract extends ToolContract>(
  contract: Contract,
  run: Tool<Contract>["run"],
): Tool<Contract> {
  return { contract, run };
}
