import { type SamplingResult, USAGE_META_KEY, type Usage, usageSchema } from "@kit/protocol";

/** The tokens of an answer, if the client reports them; most clients do not, and then nothing is parsed. */
export function usageOf({ _meta }: SamplingResult): Usage | undefined {
  const reported = _meta?.[USAGE_META_KEY];
  return reported === undefined ? undefined : usageSchema.safeParse(reported).data;
}
