import type { SamplingRequest, SamplingResult, ToolUseContent } from "@kit/protocol";
import type { Ask, Via } from "../ask.ts";
import { DEFAULT_BUDGET, viewBudget } from "../budget.ts";
import type { SampleBase } from "../sample/ask-once.ts";
import { textResult } from "./drive.ts";

/** What `sample()` is built on, for tests. */
export function baseOver(ask: Ask, more: Partial<SampleBase> = {}): SampleBase {
  const { signal } = new AbortController();
  const budget = viewBudget(DEFAULT_BUDGET, Date.now(), { rounds: 0, samplingRequests: 0, outputTokens: 0 });
  const via: Via = "push";
  return { ask, via, canUseTools: true, budget, signal, step: async (_name, run) => run(), ...more };
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
  return {
    ...textResult(""),
    stopReason: "toolUse",
    content: uses.map((use) => ({ type: "tool_use", ...use }) as ToolUseContent),
  };
}
