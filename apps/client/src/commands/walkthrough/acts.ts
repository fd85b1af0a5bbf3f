import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createPolicy, openLedger, type SamplingObserver, toolsOf } from "@kit/consent";
import { probeLocalServers } from "@kit/gateway";
import {
  classify,
  type ProtocolRevision,
  summarize,
  type ToolContract,
  type ToolInput,
  translate,
} from "@kit/protocol";
import { readTextFile } from "@kit/terminal";
import { secretNames, type Traffic } from "@kit/transport";
import { connect } from "../../connect.ts";
import type { OpenModels } from "../../models.ts";
import { createSamplingHandler } from "../../sampling-handler.ts";
import { kitServer } from "../../servers.ts";
import type { Settings } from "../../settings.ts";
import type { CallMeasure, Show } from "./steps.ts";

/** What the walkthrough needs. */
export type WalkthroughOptions = {
  revisions: readonly ProtocolRevision[];
  models: OpenModels;
  samples: Awaited<ReturnType<typeof loadSamples>>;
  settings: Settings;
  show: Show;
  /** Waits between acts and between tools, until the user wants to go on. */
  pause: () => Promise<void>;
  /** Ends the walkthrough and the server. */
  signal: AbortSignal;
};

const TITLES: Readonly<Record<ProtocolRevision, string>> = {
  "2025-11-25": "Protocol 2025-11-25: the server asks while the call is open",
  "2026-07-28": "Protocol 2026-07-28: the question in the result, the answer in the next call",
};

/**
 * The texts that ship with the kit.
 *
 * @param file The user's own document in place of the first, relative to `here`.
 * @throws {KitError} "file_unreadable" when that file cannot be read.
 */
export async function loadSamples(file: string | undefined, here: string) {
  const read = (name: string) => readTextFile(fileURLToPath(new URL(`../../../samples/${name}`, import.meta.url)));
  const reviews: string[] = JSON.parse(await read("reviews.json"));
  const document = await (file === undefined ? read("document.md") : readTextFile(resolve(here, file)));
  return { document, reviews, paragraph: await read("paragraph.txt") };
}

/**
 * Runs the same three tools on each revision, tells what crosses, and sets them side by side.
 *
 * @throws {KitError} of the first call that fails.
 */
export async function runWalkthrough(options: WalkthroughOptions): Promise<void> {
  const { revisions, settings, show, pause } = options;
  const { models, destinations } = options.models;
  show({ step: "opened", models, destinations });
  const rows: CallMeasure[] = [];
  for (const revision of revisions) {
    await pause();
    rows.push(...(await playAct(revision, options)));
  }
  await pause();
  show({ step: "act", title: revisions.length > 1 ? "Side by side" : "What crossed" });
  show({ step: "compared", rows });
  const isInUse = (name: string) => destinations.some(({ provider }) => provider === name);
  const found = await probeLocalServers(settings.providers);
  const localServers = found.filter(({ provider, answers }) => answers && !isInUse(provider));
  show({ step: "recap", models, destinations, localServers });
}

/** One act: a server of its own, all three tools, and what each cost on the wire. */
async function playAct(protocol: ProtocolRevision, options: WalkthroughOptions): Promise<CallMeasure[]> {
  const { models, samples, settings, show, pause, signal } = options;
  const { variables } = settings;
  show({ step: "act", title: TITLES[protocol] });
  const crossed = { messages: 0, toolCalls: 0, bytes: 0 };
  const onTraffic = ({ message, bytes }: Traffic) => {
    crossed.messages += 1;
    crossed.bytes += bytes;
    if ("method" in message && message.method === "tools/call") crossed.toolCalls += 1;
  };
  const ledger = await openLedger({ path: ":memory:" });
  // The user has started the walkthrough, and the kit's own server with it: nothing is asked.
  const handler = createSamplingHandler({
    ...models,
    policy: createPolicy({ policy: {} }),
    ledger,
    approveAll: true,
    observe: showSampling(protocol, models, show),
    // A failure is shown with its reason: it need not be told twice.
    warn: () => undefined,
  });
  const server = kitServer(variables);
  const connection = await connect({ server, revision: protocol, handler, onTraffic, signal });
  try {
    show({
      step: "server-spawned",
      protocol,
      command: [server.command, ...(server.args ?? [])],
      pid: connection.process?.pid,
      environment: Object.keys(server.env).sort(),
      secrets: secretNames(server.env),
      withheld: secretNames(variables),
    });
    const { name, version } = connection.server;
    show({ step: "connected", protocol, server: `${name} ${version}`, tools: connection.tools });

    /** Calls one tool once or several times, and says what crossed meanwhile. */
    const call = async <Contract extends ToolContract>(contract: Contract, ...inputs: ToolInput<Contract>[]) => {
      await pause();
      const tool = contract.name;
      const startedAt = performance.now();
      Object.assign(crossed, { messages: 0, toolCalls: 0, bytes: 0 });
      for (const input of inputs) {
        show({ step: "tool-called", protocol, tool, arguments: input });
        show({ step: "tool-returned", protocol, tool, result: await connection.call(contract, input, { signal }) });
      }
      return { protocol, tool, calls: inputs.length, milliseconds: performance.now() - startedAt, ...crossed };
    };
    const { document, reviews, paragraph } = samples;
    return [
      await call(summarize, { document, style: "paragraph", maxWords: 80 }),
      await call(classify, ...reviews.map((text) => ({ text }))),
      await call(translate, { text: paragraph, to: "Spanish", from: "English" }),
    ];
  } finally {
    await connection.close();
    ledger.close();
  }
}

/** Shows what the sampling handler does, and for which tool. */
function showSampling(protocol: ProtocolRevision, { destinations }: OpenModels, show: Show): SamplingObserver {
  const tools = new Map<number, string>();
  return ({ id, ...event }) => {
    if (event.type === "requested") tools.set(id, toolsOf(event.origin).join(" or "));
    const tool = tools.get(id) ?? "";
    switch (event.type) {
      case "requested":
        return show({ step: "sampling-requested", protocol, tool, request: event.request });
      case "model-chosen":
        return show({ step: "model-chosen", protocol, model: event.model, reason: event.reason });
      case "generated": {
        const { type: _, ...generated } = event;
        const { host = event.provider, path = "" } =
          destinations.find(({ provider }) => provider === event.provider) ?? {};
        return show({ step: "generated", protocol, host, path, ...generated });
      }
      case "replied":
        return show({ step: "sampling-replied", protocol, tool, result: event.result });
      case "failed": {
        const { code, message, cause } = event.error;
        const detail = cause instanceof Error ? { detail: cause.message } : {};
        return show({ step: "sampling-failed", protocol, tool, code, message, ...detail });
      }
    }
  };
}
