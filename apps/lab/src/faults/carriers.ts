import type { ErrorCode } from "@kit/protocol";

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

/** How a cell of the table ends: with a result, a `KitError`, a server process that has ended, or no caller left. */
export type Outcome = "result" | ErrorCode | "exit 0" | "gone";

/** How something ends on each carrier that it can happen on. */
export type Ends = Partial<Record<Carrier, Outcome>>;

const sameWhere =
  (isWanted: (carrier: (typeof CARRIERS)[Carrier]) => boolean) =>
  (outcome: Outcome): Ends =>
    Object.fromEntries(ALL_CARRIERS.filter((name) => isWanted(CARRIERS[name])).map((name) => [name, outcome]));

export const everywhere = sameWhere(() => true);
export const overStdio = sameWhere(({ isHttp }) => !isHttp);
export const overHttp = sameWhere(({ isHttp }) => isHttp);
export const onPush = sameWhere(({ revision }) => revision === "2025-11-25");
export const onRoundTrip = sameWhere(({ revision }) => revision === "2026-07-28");
