/** The one id that answers without a fault. */
export const modelId = "kit-offline-1";

/** Sent as `system_fingerprint` with every answer, so that nobody mistakes rules for a hosted model. */
export const systemFingerprint = "offline-rules";

/** `object: "model"` as in OpenAI's models endpoints, and what the model does. */
export interface ModelCard {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
  description: string;
}

/** `created` is fixed: the rules have no birthday worth telling. */
export const modelCard: ModelCard = {
  id: modelId,
  object: "model",
  created: 1_767_225_600,
  owned_by: "offline",
  description: "Answers from rules, a glossary and counted words, not from a language model.",
};
