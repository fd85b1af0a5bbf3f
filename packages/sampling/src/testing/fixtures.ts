import { blocksOf, type SamplingRequest, type SamplingResult, type ToolUseContent } from "@kit/protocol";
import { DEFAULT_BUDGET, viewBudget } from "../budget.ts";
import type { Ask, Carrier, Notify } from "../carrier.ts";
import { textResult } from "./sample-with.ts";

/** All texts of a question, with those of tool uses and results. */
export function questionOf({ messages }: SamplingRequest): string {
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  return blocks.map((block) => (block.type === "text" ? block.text : JSON.stringify(block))).join(" ");
}

/** A model that answers with the question. */
export function echo(request: SamplingRequest): SamplingResult {
  return textResult(`re: ${questionOf(request)}`);
}

/** Notes what a tool tells its client. */
export function notebook() {
  const told = { progress: [] as number[], messages: [] as (string | undefined)[], logs: [] as unknown[] };
  const notify: Notify = {
    progress({ progress, message }) {
      told.progress.push(progress);
      told.messages.push(message);
    },
    log: (_level, data) => void told.logs.push(data),
  };
  return { told, notify };
}

/** A carrier for what stands on it: steps run at once. */
export function carrierOver(ask: Ask, more: Partial<Carrier> = {}): Carrier {
  const lifetime = new AbortController();
  const budget = viewBudget(DEFAULT_BUDGET, Date.now(), { rounds: 0, samplingRequests: 0, outputTokens: 0 });
  return { ask, via: "push", canUseTools: true, budget, lifetime, step: async (_name, run) => run(), ...more };
}

/** A model that gives its answers one after the other, and keeps what it was asked. */
export function scripted(...answers: SamplingResult[]) {
  const requests: SamplingRequest[] = [];
  const ask: Ask = async (request) => {
    requests.push(structuredClone(request));
    const answer = answers[requests.length - 1];
    if (answer === undefined) throw new Error(`No answer for question ${requests.length}.`);
    return answer;
  };
  return { ask, requests };
}

/** A model's answer that calls tools. */
export function toolResultOf(...uses: Omit<ToolUseContent, "type">[]): SamplingResult {
  const content = uses.map((use) => ({ type: "tool_use", ...use }) as ToolUseContent);
  return { ...textResult(""), stopReason: "toolUse", content };
}
