import { createPolicy, createRedactor } from "@kit/consent";
import { PROTOCOL_REVISIONS, parseSamplingRequest, summarize } from "@kit/protocol";
import { openTape } from "@kit/tape";
import { connectToKitServer, textResult } from "./connect-to-kit-server.ts";

// `pnpm bench` starts this as a process, with a revision, and tells it over IPC what calls to make. It stays warm
// in between. With the base URL of a provider too, the server asks that one instead of this client; with a file instead,
// what crosses is recorded there. The same loop for the bare SDKs stands in the lab: serve-batches.ts.

type Batch = { calls: number; concurrency: number; document: string; answer: string };

/** A call that is lost fails then. */
const TIMEOUT_MS = 60_000;

const [, , wanted, other = ""] = process.argv;
const baseURL = other.startsWith("http") ? other : undefined;
const redact = createRedactor(createPolicy({ policy: {} }));
const watchers = other !== "" && baseURL === undefined ? [openTape(other, { redact })] : [];
const revision = PROTOCOL_REVISIONS.find((known) => known === wanted);
if (revision === undefined) throw new Error(`Name a revision: ${PROTOCOL_REVISIONS.join(" or ")}. Seen: ${wanted}.`);

const direct = { KIT_DIRECT: "always", KIT_DIRECT_MODEL: "custom/canned", CUSTOM_API_KEY: "none" };
const serverEnv = baseURL === undefined ? {} : { ...direct, CUSTOM_BASE_URL: baseURL };

let canned = "";
const connecting = connectToKitServer(
  revision,
  async (params) => {
    // As the kit's own handler does: the SDK does not check it.
    parseSamplingRequest(params);
    // The answer names the document that it is about, so that a call which gets another's answer can tell.
    const [reference = ""] = /Reference \d+\./.exec(JSON.stringify(params)) ?? [];
    return textResult(`${canned} ${reference}`);
  },
  { onStderr: (text) => process.stderr.write(text), watchers },
  serverEnv,
);
// Before anything is awaited: the bench may be gone by then, and the server must not outlive it.
process.once("disconnect", async () => (await connecting).close());
const connection = await connecting;

process.on("message", async (message) => {
  const batch = message as Batch;
  canned = batch.answer;
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  let begun = 0;
  async function callOneByOne(): Promise<void> {
    while (begun < batch.calls) {
      begun += 1;
      const reference = `Reference ${begun}.`;
      const startedAt = performance.now();
      await call(`${batch.document}\n\n${reference}`, `${batch.answer} ${reference}`).catch((error) =>
        failures.push(`${reference} ${error}`),
      );
      latenciesMs.push(performance.now() - startedAt);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: batch.concurrency }, callOneByOne));
  const elapsedMs = performance.now() - startedAt;
  const report = { latenciesMs, elapsedMs, failures, serverPid: connection.process?.pid };
  // With --expose-gc it also tells what it holds, in MB.
  await globalThis.gc?.({ execution: "async" });
  process.send?.({ ...report, ...(globalThis.gc && { heapMb: process.memoryUsage().heapUsed / 1024 / 1024 }) });
});

async function call(document: string, answer: string): Promise<void> {
  const { summary } = await connection.call(summarize, { document }, { timeoutMs: TIMEOUT_MS });
  if (summary !== answer) throw new Error(`Came back: ${summary}`);
}
