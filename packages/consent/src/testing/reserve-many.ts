import { openLedger } from "../ledger/ledger.ts";

// A client process of the ledger's tests. It opens the file, says so over IPC, and when it is told to begin it reserves
// as often as it can up to `count`; then it tells how often that was and what refused the others, and waits for its end.

type Order = { path: string; count: number; requestsPerMinute: number; expiresAt: number; now: number };

process.once("message", async (message) => {
  const { path, count, requestsPerMinute, expiresAt, now } = message as Order;
  const ledger = await openLedger({ path });
  process.send?.("open");
  process.once("message", () => {
    const refusals = new Set<string>();
    let reserved = 0;
    for (let asked = 0; asked < count; asked += 1) {
      try {
        const limits = { requestsPerMinute };
        ledger.reserve({ server: "kit", tools: ["summarize"], limits, tokens: 10, costUsd: 0, expiresAt, now });
        reserved += 1;
      } catch (error) {
        refusals.add(error instanceof Error && "code" in error ? String(error.code) : String(error));
      }
    }
    process.send?.({ reserved, refusals: [...refusals] });
  });
});
