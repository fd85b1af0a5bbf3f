import type { NewLedgerEntry } from "@kit/consent";
import { openLedger } from "@kit/consent";

// `tsx apps/client/src/testing/write-example-ledger.ts PATH` writes the ledger that the README and the tests show.

const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 10, day, hour, minute);
const kit = { server: "kit", model: "offline/kit-offline-1", wasSent: true, outcome: "replied" } as const;
const notes = { server: "notes", model: "openai/some-model", tools: ["tidy", "find"] } as const;

const ENTRIES: readonly NewLedgerEntry[] = [
  {
    ...{ ...kit, at: at(19, 9, 30), tools: ["summarize"], decision: "once", inputTokens: 2950, outputTokens: 103 },
    ...{ costUsd: 0, durationMs: 4260, userMs: 4000 },
    requestDiff: "--- asked\n+++ sent\n@@ -3,1 +3,1 @@\n-Names: Ada, Bob.\n+Names: A., B.\n",
    request: { messages: [{ role: "user", content: { type: "text", text: "Summarize:\n\n…" } }], maxTokens: 640 },
    result: { role: "assistant", content: { type: "text", text: "A library moved." }, model: "offline/kit-offline-1" },
  },
  {
    ...{ ...kit, at: at(19, 9, 32), tools: ["translate"], decision: "session", inputTokens: 211, outputTokens: 64 },
    ...{ costUsd: 0, durationMs: 41 },
  },
  {
    ...{ ...kit, at: at(20, 8, 5), tools: ["summarize"], decision: "refused", wasSent: false, outcome: "declined" },
    ...{ durationMs: 12_300, userMs: 12_290 },
  },
  {
    ...{ ...notes, at: at(20, 8, 10), decision: "auto", wasSent: true, inputTokens: 5120, outputTokens: 900 },
    ...{ costUsd: 0.0123, durationMs: 2480, outcome: "replied" },
  },
  {
    ...{ ...notes, at: at(20, 8, 11), decision: "auto", wasSent: true, durationMs: 120_000, outcome: "timed_out" },
  },
  {
    ...{ ...notes, at: at(20, 8, 11), decision: "limit", wasSent: false, durationMs: 2, outcome: "limit_reached" },
  },
];

const [, , path] = process.argv;
if (path === undefined) throw new Error("Name the file to write.");
const ledger = await openLedger({ path, session: "8c1f7a52-9a53-4d6e-8a6e-2f1b7c9e0d11" });
for (const entry of ENTRIES) ledger.add(entry);
ledger.close();
