import type { TapeCall } from "./calls.ts";
import type { TapeEntry } from "./entry.ts";

/** Two runs of the same call. */
export type Pair = readonly [TapeCall, TapeCall];

/** A part of two runs: what belongs to the questions that are asked there, or what comes before or behind them all. */
export type Section = { isQuestion: boolean; sides: readonly (readonly TapeEntry[])[] };

/** Whether both calls were made with the same arguments. */
export function hasSameArguments(one: TapeCall, other: TapeCall): boolean {
  const [ofOne, ofOther] = [one, other].map(({ entries }) => JSON.stringify(Object(entries[0]?.body).arguments));
  return ofOne === ofOther;
}

/** Aligns two runs of a call by the questions that they ask. */
export function alignCalls(pair: Pair): Section[] {
  const slots = alignQuestions(pair);
  const sections = pair.map((call, side) => toSections(call, slots[side] ?? new Map()));
  const keys = [...new Set(sections.flatMap((section) => [...section.keys()]))].sort((one, other) => one - other);
  return keys.map((key) => ({
    isQuestion: key !== BEGIN && key !== END,
    sides: sections.map((section) => section.get(key) ?? []),
  }));
}

const [BEGIN, END] = [0, Number.MAX_SAFE_INTEGER];

/** The entries of a call under the question that they belong to. */
function toSections({ entries }: TapeCall, slots: ReadonlyMap<number, number>): Map<number, TapeEntry[]> {
  let section = BEGIN;
  return Map.groupBy(entries.filter(isShown), (entry) => {
    const [question] = entry.questions ?? [];
    if (question !== undefined) section = slots.get(question) ?? section;
    else if (entry.method === "tools/call" && entry.kind !== "request") section = END;
    return section;
  });
}

/** Of handler and gateway what the user cares for. */
function isShown({ lane, event }: TapeEntry): boolean {
  return lane === "wire" || event === "decided" || event === "generated" || event === "failed";
}

/** The section of each question of a run, by its order there: one for all that a message of either run asks together. */
function alignQuestions(pair: Pair): Map<number, number>[] {
  const orders = pair.map(({ entries }) => [...new Set(entries.flatMap(({ questions = [] }) => questions))]);
  const sections = Array.from({ length: Math.max(...orders.map(({ length }) => length)) }, (_, index) => index + 1);
  for (const [side, { entries }] of pair.entries()) {
    for (const { questions = [] } of entries) {
      const together = questions.map((one) => sections[orders[side]?.indexOf(one) ?? -1] ?? END);
      for (const [at, section] of sections.entries())
        if (together.includes(section)) sections[at] = Math.min(...together);
    }
  }
  return orders.map((order) => new Map(order.map((question, at) => [question, sections[at] ?? END])));
}
