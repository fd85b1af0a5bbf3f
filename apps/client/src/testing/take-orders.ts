import { createPolicy, openLedger } from "@kit/consent";
import { KitError, type ProtocolRevision } from "@kit/protocol";
import type { ServerSpec, Traffic } from "@kit/transport";
import { connect } from "../connect.ts";
import type { Connection } from "../connection.ts";
import { namedModels, openModels } from "../models.ts";
import { createSamplingHandler, type SamplingHandler } from "../sampling-handler.ts";
import { readSettings } from "../settings.ts";
import { textResult } from "./connect-to-kit-server.ts";

// `pnpm faults` starts this as a process: a client of the kit that connects, calls and cancels as it is told over IPC,
// and whose sampling handler fails as it is told. It tells when it is asked, and when its answer is on its way.

type Behaviour = "answers" | "throws" | "never answers" | "answers with an image" | "answers without a model";

type Order =
  | { do: "connect"; revision: ProtocolRevision; server: ServerSpec; canSample: boolean }
  | { do: "sample"; behaviour: Behaviour; timeoutMs: number }
  /** `padding` is how many characters the document gets beside what it says. */
  | { do: "call"; tool: string; args: Record<string, unknown>; padding: number; timeoutMs: number }
  | { do: "cancel" };

const IMAGE = { type: "image" as const, data: "aGk=", mimeType: "image/png" };

// A provider that has failed is left alone for a while, and the next call is to ask it again at once.
const settings = { retry: { retries: 1, initialDelayMs: 10 }, cooldown: false as const };
const models = await openModels(namedModels([], readSettings(process.env)), process.env, settings);
const policy = createPolicy({ policy: { defaults: { mode: "auto", requestsPerMinute: null } } });
const ledger = await openLedger({ path: ":memory:" });

let connection: Connection | undefined;
let answer = handlerOf("answers", 60_000);
let cancelling = new AbortController();

function handlerOf(behaviour: Behaviour, timeoutMs: number): SamplingHandler {
  if (behaviour === "answers with an image") return async () => ({ ...textResult(""), content: IMAGE });
  if (behaviour === "answers without a model")
    return async () => ({ ...textResult("A text."), model: undefined as never });
  const completions = {
    answers: models.gateway.completion,
    throws: async () => {
      throw new TypeError("A handler that has a mistake: sk-secret.");
    },
    "never answers": () => new Promise<never>(() => undefined),
  };
  const gateway = { completion: completions[behaviour] };
  return createSamplingHandler({ gateway, candidates: models.candidates, policy, ledger, timeoutMs });
}

const handler: SamplingHandler = (request, context) => {
  process.send?.({ event: "asked" });
  return answer(request, context);
};

function onTraffic({ direction, message }: Traffic): void {
  if (direction !== "sent") return;
  const isAnswer = "result" in message || ("method" in message && message.params?.inputResponses !== undefined);
  if (isAnswer) process.send?.({ event: "answering" });
}

async function run(order: Order): Promise<object> {
  switch (order.do) {
    case "connect": {
      await connection?.close();
      const { revision, server, canSample } = order;
      const onStderr = (text: string) => process.stderr.write(text);
      connection = await connect({ revision, server, onTraffic, onStderr, ...(canSample && { handler }) });
      return { serverPid: connection.process?.pid };
    }
    case "sample":
      answer = handlerOf(order.behaviour, order.timeoutMs);
      return {};
    case "call": {
      cancelling = new AbortController();
      const { document = "" } = order.args;
      const args = order.padding > 0 ? { document: `${document}${"x".repeat(order.padding)}` } : order.args;
      await connection?.callTool(order.tool, args, { signal: cancelling.signal, timeoutMs: order.timeoutMs });
      return {};
    }
    case "cancel":
      cancelling.abort();
      return {};
  }
}

process.on("message", async (message) => {
  const { id, ...order } = message as Order & { id: number };
  const outcome = await run(order).catch((error: unknown) => ({
    code: error instanceof KitError ? error.code : "no code",
    message: String(error),
  }));
  process.send?.({ id, ...outcome });
});
process.once("disconnect", async () => {
  await connection?.close();
  await models.close();
  ledger.close();
});
process.send?.({ event: "ready" });
