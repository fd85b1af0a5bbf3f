import { type InputRequests, inputRequired } from "@modelcontextprotocol/server";
import * as z from "zod";

/** What a tool asks its client for, round by round, and whether its earlier answers travel in a sealed state. */
export type Flow = { name: string; rounds: readonly InputRequests[]; isSealed: boolean };

const name = elicit("What is your name?", z.object({ name: z.string() }));

/** The tools of the conformance suite that ask for more than sampling, which the kit's own tools never do. */
export const FLOWS: readonly Flow[] = [
  { name: "test_input_required_result_elicitation", rounds: [{ user_name: name }], isSealed: false },
  {
    name: "test_input_required_result_list_roots",
    rounds: [{ client_roots: inputRequired.listRoots() }],
    isSealed: false,
  },
  {
    name: "test_input_required_result_request_state",
    rounds: [{ confirm: elicit("Do you confirm?", z.object({ ok: z.boolean() })) }],
    isSealed: true,
  },
  {
    name: "test_input_required_result_multiple_inputs",
    rounds: [{ user_name: name, greeting: sampleGreeting(), client_roots: inputRequired.listRoots() }],
    isSealed: true,
  },
  {
    name: "test_input_required_result_multi_round",
    rounds: [{ step1: name }, { step2: elicit("What is your favourite colour?", z.object({ color: z.string() })) }],
    isSealed: true,
  },
  { name: "test_streaming_elicitation", rounds: [{ user_name: name }], isSealed: false },
];

/** The prompt of the conformance suite that asks. */
export const PROMPT_FLOW: Flow = {
  name: "test_input_required_result_prompt",
  rounds: [{ user_context: elicit("What is it about?", z.object({ context: z.string() })) }],
  isSealed: false,
};

function elicit(message: string, requestedSchema: z.ZodObject) {
  return inputRequired.elicit({ message, requestedSchema });
}

function sampleGreeting() {
  const content = { type: "text" as const, text: "Write a greeting." };
  return inputRequired.createMessage({ messages: [{ role: "user", content }], maxTokens: 50 });
}
