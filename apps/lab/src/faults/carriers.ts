import type { Outcome } from "./fault.ts";

/** How a question travels, and over what. */
export const CARRIERS = {
  "push over stdio": { revision: "2025-11-25", isHttp: false },
  "round trip over stdio": { revision: "2026-07-28", isHttp: false },
  "push over HTTP": { revision: "2025-11-25", isHttp: true },
  "round trip over HTTP": { revision: "2026-07-28", isHttp: true },
} as const;

/** One column of the fault table. */
export type Carrier = keyof typeof CARRIERS;

/** All of them, in the order in which they are shown. */
export const ALL_CARRIERS = Object.keys(CARRIERS) as Carrier[];

const where = (isWanted: (carrier: (typeof CARRIERS)[Carrier]) => boolean) =>
  ALL_CARRIERS.filter((name) => isWanted(CARRIERS[name]));

/** The same outcome on some carriers. */
type Same = (outcome: Outcome) => Partial<Record<Carrier, Outcome>>;

const sameOn =
  (carriers: readonly Carrier[]): Same =>
  (outcome) =>
    Object.fromEntries(carriers.map((carrier) => [carrier, outcome]));

export const everywhere = sameOn(ALL_CARRIERS);
export const overStdio = sameOn(where(({ isHttp }) => !isHttp));
export const overHttp = sameOn(where(({ isHttp }) => isHttp));
export const onPush = sameOn(where(({ revision }) => revision === "2025-11-25"));
export const onRoundTrip = sameOn(where(({ revision }) => revision === "2026-07-28"));
