import { createStateSeal, type StateStore, storeState } from "@kit/sampling";
import type { Finding } from "./finding.ts";
import { probePush } from "./wire/probe-2025-11-25.ts";
import { probeRoundTrip } from "./wire/probe-2026-07-28.ts";
import { DOCUMENT } from "./workload.ts";

/** How often one call samples, and how: one after the other, or side by side. */
const CALLS = [
  { samples: 1, isParallel: false, order: "" },
  { samples: 4, isParallel: false, order: "sequential" },
  { samples: 4, isParallel: true, order: "parallel" },
  { samples: 16, isParallel: false, order: "sequential" },
  { samples: 16, isParallel: true, order: "parallel" },
];
const ANSWER_BYTES = [200, 2_000];

/** The bytes of one tool call on each carrier, both directions together, and with the state kept by the server. */
export async function measureWire(signal: AbortSignal): Promise<Finding> {
  const sealed = createStateSeal();
  const stored = storeState(createStateSeal(), { store: createStore() });
  const rows: (string | number)[][] = [];
  for (const answerBytes of ANSWER_BYTES) {
    for (const { samples, isParallel, order } of CALLS) {
      signal.throwIfAborted();
      const input = { document: DOCUMENT, samples, isParallel };
      const push = bytesOf(samples, await probePush(input, answerBytes));
      const state = bytesOf(samples, await probeRoundTrip(input, answerBytes, sealed));
      const handle = bytesOf(samples, await probeRoundTrip(input, answerBytes, stored));
      rows.push([samples, order, answerBytes, push, state, state / push, handle, handle / push]);
    }
  }
  return {
    rounds: {},
    table: {
      title: "Bytes on the wire of one tool call about a document of 1 KB",
      columns: ["samples", "", "answer", "push", "sealed state", "/ push", "stored state", "/ push"],
      rows,
    },
  };
}

function bytesOf(samples: number, { bytes, content }: { bytes: number; content: unknown }): number {
  if (JSON.stringify(content).includes(`"${samples} answers"`)) return bytes;
  throw new Error(`The probe asked ${samples} times, and ended with ${JSON.stringify(content)}`);
}

function createStore(): StateStore {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => values.set(key, value),
    delete: async (key) => values.delete(key),
  };
}
