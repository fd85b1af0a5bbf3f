/** The one id that answers. */
export const modelId = "kit-offline-1";

/** Sent as `system_fingerprint` with every answer, so that nobody mistakes rules for a hosted model. */
export const systemFingerprint = "offline-rules";

/** `object: "model"` as in OpenAI's models endpoints. `created` is fixed: the rules have no birthday worth telling. */
export const modelCard = { id: modelId, object: "model", created: 1_767_225_600, owned_by: "offline" } as const;
