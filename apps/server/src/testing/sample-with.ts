import {
  parseArguments,
  type SamplingRequest,
  type SamplingResult,
  type ToolContract,
  type ToolInput,
} from "@kit/protocol";
import { runDirect, SILENT, type Tool } from "@kit/sampling";

/** A text; the data that a question with a schema asks for; or a whole result. */
export type Scripted = string | Record<string, unknown> | SamplingResult;

/** A model's wish to use a tool. */
export function callTool(name: string, input: Record<string, unknown>): SamplingResult {
  const content = { type: "tool_use" as const, id: `use-${name}`, name, input };
  return { role: "assistant", content, model: "test/model", stopReason: "toolUse" };
}

/** Runs a tool with scripted answers, in the order of its questions. */
export function sampleWith(answers: readonly Scripted[]) {
  return async <Contract extends ToolContract>(tool: Tool<Contract>, args: ToolInput<Contract>) => {
    const requests: SamplingRequest[] = [];
    const value = await runDirect({
      ...{ tool: tool.contract.name, limits: tool.limits, notify: SILENT, signal: new AbortController().signal },
      run: (context) => tool.run(parseArguments(tool.contract, args), context),
      ask: async (request) => {
        requests.push(request);
        const answer = answers[requests.length - 1];
        if (answer === undefined) throw new Error(`No answer for question ${requests.length}.`);
        return toResult(answer, request);
      },
    });
    return { value, requests };
  };
}

function toResult(answer: Scripted, { tools = [] }: SamplingRequest): SamplingResult {
  if (typeof answer === "object" && "role" in answer) return answer as SamplingResult;
  if (typeof answer === "object" && tools.length > 0) return callTool("final_answer", answer);
  const text = typeof answer === "string" ? answer : JSON.stringify(answer);
  return { role: "assistant", content: { type: "text", text }, model: "test/model", stopReason: "endTurn" };
}
