import { connect } from "@kit/client/src/connect.ts";
import { type HostFlags, ledgerPath, startTape } from "@kit/client/src/host.ts";
import { describeDestination, loadConfig, namedModels, OFFLINE_MODEL, openModels } from "@kit/client/src/models.ts";
import { createSamplingHandler } from "@kit/client/src/sampling-handler.ts";
import { loadServers } from "@kit/client/src/servers.ts";
import type { Settings } from "@kit/client/src/settings.ts";
import {
  allowAlways,
  type Candidate,
  confirmFolder,
  createPolicy,
  createRedactor,
  loadPolicy,
  openLedger,
  type SamplingEvent,
} from "@kit/consent";
import { PROVIDERS } from "@kit/gateway";
import { MODEL_CARDS } from "@kit/offline-llm";
import { type CallProgress, describeResult, KitError, PROTOCOL_REVISIONS, type ProtocolRevision } from "@kit/protocol";
import { createTape } from "@kit/tape";
import { toFailure, untilAborted } from "@kit/terminal";
import { createCards } from "./cards.ts";
import type { CallBody, ModelState, State } from "./contract.ts";
import type { EventLog } from "./event-log.ts";
import { Refused } from "./guard.ts";
import { addLine } from "./recorded.ts";
import type { Backend } from "./serve.ts";
import { createServers } from "./servers.ts";

export type StageFlags = Omit<HostFlags, "protocol" | "verbose">;

const OFFLINE = "offline/";
const FAULTS = MODEL_CARDS.slice(1).map(({ id: name, description }) => ({ name, description }));
/** After so many rounds the client ends a call. */
const MOST_ROUNDS = 10;

type StageContext = {
  settings: Settings;
  log: EventLog;
  signal: AbortSignal;
  /** Tells the user in the terminal. */
  tell: (line: string) => void;
};

/**
 * Opens a host as every command of the client does: its servers, its policy, its ledger, its models, its sampling
 * handler. The page is where the user is asked.
 *
 * @throws {KitError} when the policy, the ledger, the models or a file are wrong.
 */
export async function openHost(flags: StageFlags, { settings, log, signal, tell }: StageContext) {
  const { here, providers } = settings;
  const confirmed = await confirmFolder(flags, here, signal);
  const entries = await loadServers(flags.servers, settings, confirmed.servers);
  const config = await loadConfig(flags.config, here, confirmed.config);
  const policySettings = loadPolicy(flags.policy, here, confirmed);
  const policy = createPolicy(policySettings);
  const ledger = await openLedger({ path: ledgerPath(flags.ledger, settings) });
  const named = [...new Set([...namedModels(flags.model, settings), OFFLINE_MODEL])];
  const [first = OFFLINE_MODEL, ...others] = [...named, ...FAULTS.map(({ name }) => OFFLINE + name)];
  const models = await openModels([first, ...others], providers, config);
  // What the first request loads would count for the revision that is called first. The stand-in costs nothing.
  const greeting = { model: OFFLINE_MODEL, messages: [{ role: "user" as const, content: "Hello" }], max_tokens: 1 };
  void models.gateway.completion(greeting).catch(() => undefined);
  const chosen: { model: string; fault: string | null } = { model: first, fault: null };
  /** The handlers look into it with every request. */
  const candidates: Candidate[] = [];
  const used = { tokens: 0, costUsd: 0 };
  const running = new Map<number, { controller: AbortController; revision: CallBody["revision"] }>();
  const cards = createCards(log);
  let calls = 0;

  const write = (lines: string) => {
    for (const line of lines.split("\n")) addLine(line, log);
  };
  const tape = createTape({ write, redact: createRedactor(policy) });
  const watchers = [tape, ...(await startTape(flags.tape, here, policy))];
  const servers = createServers(
    entries,
    policy,
    (server, revision, closed) =>
      connect({
        ...{ server, revision, watchers, signal, warn: hear },
        handler: createSamplingHandler({
          ...{ gateway: models.gateway, candidates, policy, ledger, closed, observe, warn: hear },
          approver: cards.approver(revision),
          approveAll: flags.yes === true,
          remember: async (name, tool) => allowAlways(policySettings.path, name, tool),
        }),
      }),
    tellState,
  );
  choose();
  for (const destination of models.destinations) if (destination.isHosted) hear(describeDestination(destination));

  function hear(text: string): void {
    tell(text);
    log.add("notice", { text });
  }

  function tellState(): void {
    log.add("state", state());
  }

  function observe(event: SamplingEvent): void {
    if (event.type !== "generated") return;
    used.tokens += (event.inputTokens ?? 0) + (event.outputTokens ?? 0);
    used.costUsd += event.costUsd ?? 0;
    tellState();
  }

  function choose(): void {
    const { model, fault } = chosen;
    const name = fault === null ? model : OFFLINE + fault;
    candidates.splice(0, candidates.length, ...models.candidates.filter((one) => one.model === name));
  }

  function state(): State {
    const { limits } = policy.decide({ server: entries[0]?.name ?? "", tools: [] });
    const { tokensPerSession, usdPerSession } = limits;
    const meter = (sum: number, max: number | undefined) => ({ used: sum, ...(max !== undefined && { max }) });
    return {
      ...{ mode: "live", servers: servers.states(), faults: FAULTS, revisions: PROTOCOL_REVISIONS, ...chosen },
      models: models.candidates.filter(({ model }) => named.includes(model)).map(describeModel),
      limits: {
        tokens: meter(used.tokens, tokensPerSession),
        costUsd: meter(used.costUsd, usdPerSession),
        rounds: { max: MOST_ROUNDS },
      },
      running: [...running].map(([call, { revision }]) => ({ call, revision })),
    };
  }

  function describeModel({ model, ids, destinations = [] }: Candidate): ModelState {
    const hosts = destinations.filter(({ isHosted }) => isHosted).map(({ host }) => host);
    const own = PROVIDERS.filter(({ name }) => ids.some((id) => id.startsWith(`${name}/`)));
    const holdsKey = own.some(({ apiKeyEnv }) => apiKeyEnv.some((name) => Boolean(providers[name])));
    return { name: model, holdsKey, isHosted: hosts.length > 0, hosts };
  }

  async function run(call: number, body: CallBody, revision: ProtocolRevision, abort: AbortSignal): Promise<void> {
    const { server, tool } = body;
    const startedAt = performance.now();
    const end = () => ({ call, revision, server, tool, ms: Math.round(performance.now() - startedAt) });
    const onProgress = (told: CallProgress) => log.add("progress", { ...told, call, revision });
    try {
      const connection = await untilAborted(abort, () => servers.open(server, revision));
      const { content, structuredContent } = await connection.callTool(tool, body.arguments, {
        ...{ signal: abort, onProgress },
      });
      log.add("result", { ...end(), ok: true, text: describeResult(content), structuredContent });
    } catch (error) {
      log.add("result", { ...end(), ok: false, error: toFailure(error) });
    }
  }

  async function runAll(call: number, body: CallBody, abort: AbortSignal): Promise<void> {
    // One behind the other, so that neither waits for what the other does.
    const revisions = body.revision === "both" ? PROTOCOL_REVISIONS : [body.revision];
    for (const revision of revisions) if (!abort.aborted) await run(call, body, revision, abort);
    running.delete(call);
    tellState();
  }

  const backend: Backend = {
    state,
    call(body) {
      if (!entries.some(({ name }) => name === body.server)) {
        throw new Refused(404, "unknown_server", `There is no server ${body.server}.`);
      }
      const call = ++calls;
      const controller = new AbortController();
      running.set(call, { controller, revision: body.revision });
      void runAll(call, body, AbortSignal.any([controller.signal, signal]));
      tellState();
      return { call };
    },
    cancel({ call }) {
      const asked = running.get(call);
      if (asked === undefined) throw new Refused(409, "call_ended", "This call has ended already.");
      asked.controller.abort(new KitError("cancelled", "The call was cancelled."));
    },
    decide: cards.decide,
    change({ model = chosen.model, fault = chosen.fault }) {
      if (!named.includes(model)) throw new KitError("unknown_model", `There is no model ${model} here.`);
      if (fault !== null && !FAULTS.some(({ name }) => name === fault)) {
        throw new KitError("unknown_model", `There is no fault ${fault}.`);
      }
      Object.assign(chosen, { model, fault });
      choose();
      tellState();
      return state();
    },
  };
  return {
    backend,
    openAll: servers.openAll,
    async close() {
      await servers.close();
      tape.close();
      ledger.close();
      await models.close();
    },
  };
}
