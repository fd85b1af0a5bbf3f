import { PROTOCOL_REVISIONS, summarize } from "@kit/protocol";
import { connectToKitServer, textResult } from "./connect-to-kit-server.ts";

// `pnpm bench` starts this as a process, with a revision, and tells it over IPC how many calls to make. It stays warm
// in between. The same loop for the bare SDKs stands in the lab: serve-batches.ts.

type Batch = { calls: number; document: string; answer: string };

const [, , wanted] = process.argv;
const revision = PROTOCOL_REVISIONS.find((known) => known === wanted);
if (revision === undefined) throw new Error(`Name a revision: ${PROTOCOL_REVISIONS.join(" or ")}. Seen: ${wanted}.`);

let canned = "";
const connecting = connectToKitServer(revision, async () => textResult(canned));
// Before anything is awaited: the bench may be gone by then, and the server must not outlive it.
process.once("disconnect", async () => (await connecting).connection.close());
const { connection } = await connecting;

process.on("message", async (message) => {
  const { calls, document, answer } = message as Batch;
  canned = answer;
  const latenciesMs: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now();
    await connection.call(summarize, { document });
    latenciesMs.push(performance.now() - startedAt);
  }
  process.send?.({ latenciesMs });
});
