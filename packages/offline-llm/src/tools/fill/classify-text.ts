import type { Label } from "../../classify/label-request.ts";
import { wayOutOf } from "../json-schema/way-out.ts";
import type { FillContext } from "./fill-context.ts";

export interface Classification {
  label: string;
  /** From 0 to 1. */
  confidence: number;
  /** The label is the way out, or the text gave no reason for any label. */
  isUnsure: boolean;
}

/** Below this, the rules had no reason for the label that they chose. */
const leastConfidence = 0.31;

/** Chooses one of the names for the text of a conversation, with the descriptions that its instruction gives. */
export async function classifyFor(names: readonly string[], { texts, conversation }: FillContext) {
  const { readLabels } = await import("../../classify/read-labels.ts");
  const request = readLabels(conversation.instruction);
  const out = wayOutOf(names);
  const wayOut = names.find((name) => name === request.wayOut) ?? (typeof out === "string" ? out : undefined);
  const labels = names.map((name) => ({
    name,
    description: request.labels.find((label) => label.name === name)?.description ?? "",
  }));
  return classifyText(texts[0] ?? "", labels, wayOut);
}

/** Chooses a label with the classify skill, and keeps what it says about how sure it is. */
export async function classifyText(text: string, labels: readonly Label[], wayOut?: string): Promise<Classification> {
  const { classify } = await import("../../classify/classify.ts");
  const answer = classify(text, { labels: [...labels], wayOut, wantsConfidence: true });
  const [, label = answer, digits = "0"] = /^([\s\S]*)\n([\d.]+)$/.exec(answer) ?? [];
  const confidence = Number(digits);
  return { label, confidence, isUnsure: label === wayOut || confidence < leastConfidence };
}
