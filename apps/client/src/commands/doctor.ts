import { relative } from "node:path";
import { confirmFolder, createPolicy, loadPolicy, openLedger, POLICY_FILE } from "@kit/consent";
import { listProviders, probeLocalServers, probeProviders } from "@kit/gateway";
import { KitError } from "@kit/protocol";
import { asTyped, EXIT_CODES, type Interrupts, renderColumns, reportFailure, safeJson, toFailure } from "@kit/terminal";
import { identify } from "@kit/transport";
import { Command } from "commander";
import { addHostOptions, type HostFlags, ledgerPath, startTape } from "../host.ts";
import { loadConfig, namedModels, OFFLINE_MODEL, openModels } from "../models.ts";
import { loadServers, openServers } from "../servers.ts";
import type { Settings } from "../settings.ts";

/** What one look at the user's set-up found: what was looked at, what was seen, and what to do about it. */
type Finding = { about: string; status: keyof typeof SIGNS; said: string; fix?: string | undefined };

const SIGNS = { ok: "ok   ", note: "note ", wrong: "WRONG" } as const;

const FLAGS = ["servers", "model", "config", "policy", "ledger", "tape"] as const;
type DoctorFlags = Pick<HostFlags, (typeof FLAGS)[number]>;

type Confirmed = Awaited<ReturnType<typeof confirmFolder>>;
type Patient = { flags: DoctorFlags; settings: Settings; signal: AbortSignal; confirmed: Confirmed };
type Tell = (status: Finding["status"], about: string, said: string, fix?: string) => void;
type Look = (patient: Patient, tell: Tell) => Promise<void>;

/** What the doctor looks at, in the order in which it tells. What a look throws is wrong. */
const LOOKS: Readonly<Record<string, Look>> = {
  node: async (_patient, tell) => tell("ok", "node", `${process.version}, on ${process.platform}`),

  /** Which keys are set, by name only. */
  async keys({ settings: { providers: env } }, tell) {
    const known = listProviders({ env }).flatMap(({ provider }) => provider.apiKeyEnv);
    const names = [...new Set(known.filter((name) => (env[name] ?? "").trim() !== ""))];
    tell("note", "keys", names.length > 0 ? `set: ${names.join(", ")}` : "none is set; the offline model needs none");
  },

  /** Each provider is asked for its list of models, which is free; the offline model, if it may be asked, answers. */
  async models({ flags, settings, confirmed }, tell) {
    const named = namedModels(flags.model, settings);
    const config = await loadConfig(flags.config, settings.here, confirmed.config);
    const { destinations, gateway, offline, close } = await openModels(named, settings.providers, config);
    try {
      const hosts = destinations.filter(({ provider }) => provider !== "offline").map(({ provider }) => provider);
      tell("ok", "models", `${named.join(", ")}${hosts.length === 0 ? ": nothing leaves this machine" : ""}`);
      if (offline !== undefined) {
        const messages = [{ role: "user" as const, content: "Summarize: The library opens at nine." }];
        await gateway.completion({ model: OFFLINE_MODEL, messages, max_tokens: 60 });
        tell("ok", "offline model", "answers");
      }
      const asked = { ...config, env: settings.providers };
      const statuses = listProviders(asked).filter(({ provider }) => hosts.includes(provider.name));
      for (const { provider, probe } of await probeProviders(statuses, asked)) {
        const fix = `Check the network, ${provider.apiKeyEnv[0]} and the address that pnpm client models shows.`;
        const about = `provider ${provider.name}`;
        if (probe?.answers) tell("ok", about, `answers: ${probe.seen}`);
        else tell("wrong", about, `no answer: ${probe?.seen}`, fix);
      }
    } finally {
      await close();
    }
  },

  async "local models"({ settings }, tell) {
    const servers = await probeLocalServers(settings.providers);
    const found = servers.filter(({ answers }) => answers);
    const looked = servers.map(({ title, host }) => `${title} (${host.split(":").at(-1)})`).join(", ");
    if (found.length === 0) tell("note", "local models", `none answers; looked for ${looked}`);
    for (const { provider, title, host, seen } of found) {
      tell("ok", `local ${title}`, `${seen} at ${host}: use it with --model ${provider}/NAME`);
    }
  },

  async policy({ flags, settings: { here }, confirmed }, tell) {
    const file = loadPolicy(flags.policy, here, confirmed);
    const { mode } = createPolicy(file).decide({ server: "*", tools: [] });
    const name = file.isFile ? relative(here, file.path) : `no ${POLICY_FILE} in force, so the defaults`;
    tell("ok", "policy", `${name}: mode ${mode} for any server`);
  },

  /** Whether the ledger can be written. It is made if there is none. */
  async ledger({ flags, settings }, tell) {
    const ledger = await openLedger({ path: ledgerPath(flags.ledger, settings) });
    ledger.close();
    tell("ok", "ledger", ledger.path);
  },

  /** Whether each server can be opened, which protocol it speaks, and what it has. Nothing is called. */
  async servers({ flags, settings, signal, confirmed }, tell) {
    const decline = async () => Promise.reject(new KitError("declined", "The client only looks."));
    const entries = await loadServers(flags.servers, settings, confirmed.servers);
    for (const entry of entries) {
      // What is about to run is told before it does.
      if ("command" in entry) tell("note", `server ${entry.name}`, `starts ${identify(entry).reachedBy}`);
    }
    const watchers = await startTape(flags.tape, settings.here);
    const hub = await openServers(entries, { revision: "auto", signal, createHandler: () => decline, watchers });
    await hub.close();
    for (const { identity, revision, tools } of hub.connections) {
      const count = `${tools.length} ${tools.length === 1 ? "tool" : "tools"}`;
      tell("ok", `server ${identity.name}`, `speaks ${revision}, has ${count}`);
    }
    for (const { name, error } of hub.failures) tellFailure(tell, `server ${name}`, error);
  },
};

/** `pnpm client doctor`: what works on this machine, and what to do about the rest. */
export function doctorCommand(settings: Settings, { signal }: Interrupts): Command {
  return addHostOptions(new Command("doctor"), FLAGS)
    .description("Look whether everything is set up, and say what to do about what is not.")
    .option("--json", "print JSON")
    .action(({ json, ...flags }: DoctorFlags & { json?: true }) =>
      reportFailure(json === true, async () => {
        let confirmed: Confirmed = {};
        const confirm: Look = async () => {
          confirmed = await confirmFolder(flags, settings.here, signal);
        };
        const findings: Finding[] = [];
        const tell: Tell = (status, about, said, fix) => {
          findings.push({ about, status, said, fix });
          if (!json) console.log(render({ about, status, said, fix }).join("\n"));
        };
        for (const [about, look] of Object.entries({ files: confirm, ...LOOKS })) {
          await look({ flags, settings, signal, confirmed }, tell).catch((error: unknown) => {
            // Ctrl-C is no finding.
            if (!signal.aborted) tellFailure(tell, about, error);
          });
          if (signal.aborted) return;
        }
        if (json) console.log(safeJson(findings));
        if (findings.some(({ status }) => status === "wrong")) process.exitCode = EXIT_CODES.failed;
      }),
    );
}

function tellFailure(tell: Tell, about: string, error: unknown): void {
  const { code, message, fix } = toFailure(error);
  tell("wrong", about, `${message} (${code})`, fix);
}

/** A broken policy has a line for each of its faults. */
function render({ about, status, said, fix }: Finding): string[] {
  const lines = `${about}: ${said}${fix === undefined ? "" : `\nfix: ${asTyped(fix)}`}`.split("\n");
  const rows = lines.map((line, index) => [index === 0 ? SIGNS[status] : "", line]);
  return renderColumns(rows, { width: process.stdout.columns });
}
