import { blocksOf, type SamplingResult } from "@kit/protocol";
import type { Journal, StateSeal } from "@kit/sampling";
import {
  type InputRequiredResult,
  type InputResponseView,
  inputRequired,
  inputResponse,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Flow } from "./flows.ts";

type Words = Record<string, string>;

/** Asks for the first round that is not answered yet. When all are, returns what was answered as text. */
export async function runFlow(
  { name, rounds, isSealed }: Flow,
  { inputResponses, requestState }: ServerContext["mcpReq"],
  seal: StateSeal,
): Promise<string | InputRequiredResult> {
  const journal = requestState<Journal>();
  const known: Words = {};
  for (const [key, record] of Object.entries(journal?.steps ?? {})) {
    if ("value" in record) known[key] = String(record.value);
  }
  // Without a state of ours, nothing was asked that could be answered.
  const asked = isSealed ? Object.keys(journal?.asked ?? {}) : rounds.flatMap((round) => Object.keys(round));
  for (const key of asked) {
    const words = wordsOf(inputResponse(inputResponses, key));
    if (words !== undefined) known[key] = words;
  }
  const inputRequests = rounds.find((round) => Object.keys(round).some((key) => known[key] === undefined));
  if (inputRequests === undefined) return `${isSealed ? "state-ok: " : ""}${Object.values(known).join(" ")}`;
  if (!isSealed) return inputRequired({ inputRequests });
  const requested = await seal.seal(journalWith(name, Object.keys(inputRequests), known));
  return inputRequired({ inputRequests, requestState: requested });
}

function wordsOf(view: InputResponseView): string | undefined {
  if (view.kind === "roots") return view.roots.map(({ uri }) => uri).join(" ");
  if (view.kind === "sampling") return textOf(view.result as SamplingResult);
  if (view.kind === "elicit" && view.action === "accept") return Object.values(view.content ?? {}).join(" ");
  return undefined;
}

function textOf({ content }: SamplingResult): string {
  return blocksOf(content)
    .map((block) => (block.type === "text" ? block.text : ""))
    .join("");
}

/** What a call of the kit would seal: here only what was asked and answered. */
function journalWith(tool: string, asked: string[], known: Words): Journal {
  return {
    ...{ tool, argumentsDigest: "", startedAt: Date.now(), answers: [], unasked: {} },
    asked: Object.fromEntries(asked.map((key) => [key, key])),
    spent: { rounds: 0, samplingRequests: 0, outputTokens: 0 },
    steps: Object.fromEntries(Object.entries(known).map(([key, value]) => [key, { value }])),
    told: { progress: undefined, logs: [] },
  };
}
