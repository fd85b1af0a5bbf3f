import { defineContract } from "@kit/protocol";
import { defineTool, type Tool } from "@kit/sampling";
import type * as z from "zod";

/** Declares a tool whose name and arguments the conformance suite knows. */
export function conformanceTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  name: string,
  { input, output }: { input: Input; output: Output },
  run: Tool<ReturnType<typeof defineContract<Input, Output>>>["run"],
): Tool {
  const contract = defineContract({
    name,
    title: name,
    description: "Does what a conformance scenario asks for.",
    annotations: {},
    inputSchema: input,
    outputSchema: output,
  });
  return defineTool(contract, run);
}
