import { relative } from "node:path";
import { confirmFolder, createPolicy, loadPolicy, openLedger, POLICY_FILE } from "@kit/consent";
import { listProviders, probeLocalServers, probeProviders } from "@kit/gateway";
import { KitError, PROTOCOL_REVISIONS, translate } from "@kit/protocol";
import { EXIT_CODES, type Interrupts, renderColumns, reportFailure, safeJson, toFailure } from "@kit/terminal";
import { Command } from "commander";
import { connect } from "../connect.ts";
import { addHostOptions, type HostFlags, ledgerPath } from "../host.ts";
import { loadConfig, namedModels, OFFLINE_MODEL, openModels } from "../models.ts";
import { kitServer, loadServers, openServers } from "../servers.ts";
import type { Settings } from "../settings.ts";

/** What one look at the user's set-up found: what was looked at, what was seen, and what to do about it. */
type Finding = { about: string; status: keyof typeof SIGNS; said: string; fix?: string };

const FLAGS = ["servers", "model", "config", "policy", "ledger"] as const;
type DoctorFlags = Pick<HostFlags, (typeof FLAGS)[number]>;

/** Looks at one part of the user's set-up. What it throws is wrong. */
type Look = (flags: DoctorFlags, settings: Settings, signal: AbortSignal) => Promise<Finding[]>;

/** The first version that runs TypeScript as it stands. */
const NEEDED_NODE = "22.18";

/** `note` is neither good nor bad. */
const SIGNS = { ok: "ok   ", note: "note ", wrong: "WRONG" } as const;

const ok = (about: string, said: string): Finding => ({ about, status: "ok", said });
const note = (about: string, said: string): Finding => ({ about, status: "note", said });
const wrong = (about: string, said: string, fix?: string): Finding => ({
  ...{ about, status: "wrong", said },
  ...(fix !== undefined && { fix }),
});

/** What the doctor looks at, in the order in which it tells. */
const LOOKS: Readonly<Record<string, Look>> = {
  node: async () => {
    const said = `${process.version}, on ${process.platform}`;
    const isNew = process.versions.node.localeCompare(NEEDED_NODE, "en", { numeric: true }) >= 0;
    const fix = `Start the kit with pnpm, which brings its own Node, or install Node ${NEEDED_NODE} or newer.`;
    return [isNew ? ok("node", said) : wrong("node", said, fix)];
  },

  /** Which keys are set, by name only. */
  keys: async (_flags, { providers }) => {
    const known = listProviders({ env: providers }).flatMap(({ provider }) => provider.apiKeyEnv);
    const names = [...new Set(known.filter((name) => (providers[name] ?? "").trim() !== ""))];
    return [note("keys", names.length > 0 ? `set: ${names.join(", ")}` : "none is set; the offline model needs none")];
  },

  /** Each provider is asked for its list of models, which is free. */
  models: async ({ model, config }, settings) => {
    const { here, providers: env } = settings;
    const named = namedModels(model, settings);
    const { destinations, close } = await openModels(named, env, await loadConfig(config, here));
    await close();
    const names = new Set(destinations.map(({ provider }) => provider));
    const asked = listProviders({ env }).filter(({ provider: { name } }) => names.has(name) && name !== "offline");
    if (asked.length === 0) return [ok(`models ${named.join(", ")}`, "nothing leaves this machine")];
    const probed = await probeProviders(asked, { env });
    return probed.map(({ provider: { name, apiKeyEnv }, probe }) => {
      const fix = `Check the network, ${apiKeyEnv[0]} and the address; pnpm client models lists them.`;
      if (probe?.answers) return ok(`provider ${name}`, `answers: ${probe.seen}`);
      return wrong(`provider ${name}`, `does not answer: ${probe?.seen}`, fix);
    });
  },

  "offline model": async () => {
    const { gateway, close } = await openModels([OFFLINE_MODEL], {});
    const messages = [{ role: "user" as const, content: "Summarize: The library opens at nine." }];
    const reply = await gateway.completion({ model: OFFLINE_MODEL, messages, max_tokens: 60 }).finally(close);
    const answers = Boolean(reply.choices[0]?.message.content);
    return [answers ? ok("offline model", "answers") : wrong("offline model", "answers with nothing")];
  },

  "local models": async (_flags, { providers }) => {
    const servers = await probeLocalServers(providers);
    const found = servers.filter(({ answers }) => answers);
    const looked = servers.map(({ title, host }) => `${title} (${host.split(":").at(-1)})`).join(", ");
    if (found.length === 0) return [note("local models", `none answers; looked for ${looked}`)];
    return found.map(({ provider, title, host, seen }) =>
      ok(`local ${title}`, `${seen} at ${host}: use it with --model ${provider}/NAME`),
    );
  },

  policy: async ({ policy }, { here }) => {
    const file = loadPolicy(policy, here);
    const { mode } = createPolicy(file).decide({ server: "*", tools: [] });
    const name = file.isFile ? relative(here, file.path) : `no ${POLICY_FILE} here, so the defaults`;
    return [ok("policy", `${name}: mode ${mode} for any server`)];
  },

  /** Whether the ledger can be written. It is made if there is none. */
  ledger: async ({ ledger: named }, settings) => {
    const ledger = await openLedger({ path: ledgerPath(named, settings) });
    ledger.close();
    return [ok("ledger", ledger.path)];
  },

  /** Whether each server can be opened, which protocol it speaks, and what it has. Nothing is called. */
  servers: async ({ servers }, settings, signal) => {
    const decline = async () =>
      Promise.reject(new KitError("declined", "The client only looks whether you are there."));
    const entries = await loadServers(servers, settings);
    const hub = await openServers(entries, { revision: "auto", signal, createHandler: () => decline });
    await hub.close();
    return [
      ...hub.connections.map(({ identity, revision, tools }) =>
        ok(
          `server ${identity.name}`,
          `speaks ${revision}, has ${tools.length} ${tools.length === 1 ? "tool" : "tools"}`,
        ),
      ),
      ...hub.failures.map(({ name, error }) => toFinding(`server ${name}`, error)),
    ];
  },

  /** What a host that cannot sample gets from the kit's server: one call is made without the capability. */
  "without sampling": async (_flags, { variables }, signal) =>
    Promise.all(
      PROTOCOL_REVISIONS.map(async (revision) => {
        const connection = await connect({ server: kitServer(variables), revision, signal });
        const seen = await connection
          .call(translate, { text: "Good morning.", to: "Spanish" }, { signal })
          .then(({ model }) => `the call works, by ${model}`, sayFailure)
          .finally(() => connection.close());
        return note(`without sampling, ${revision}`, `a host that cannot sample sees: ${seen}`);
      }),
    ),
};

/** `pnpm client doctor`: what works on this machine, and what to do about the rest. */
export function doctorCommand(settings: Settings, { signal }: Interrupts): Command {
  return addHostOptions(new Command("doctor"), FLAGS)
    .description("Look whether everything is set up, and say what to do about what is not.")
    .option("--json", "print JSON")
    .action(({ json, ...flags }: DoctorFlags & { json?: true }) =>
      reportFailure(json === true, async () => {
        await confirmFolder(flags, settings.here, signal);
        const findings: Finding[] = [];
        for (const [about, look] of Object.entries(LOOKS)) {
          const found = await look(flags, settings, signal).catch((error: unknown) => [toFinding(about, error)]);
          findings.push(...found);
          if (!json) console.log(found.flatMap(render).join("\n"));
        }
        if (json) console.log(safeJson(findings));
        const isWrong = findings.some(({ status }) => status === "wrong");
        if (isWrong && !signal.aborted) process.exitCode = EXIT_CODES.failed;
      }),
    );
}

const toFinding = (about: string, error: unknown) => wrong(about, sayFailure(error), toFailure(error).fix);

function sayFailure(error: unknown): string {
  const { code, message } = toFailure(error);
  return `${message} (${code})`;
}

function render({ about, status, said, fix }: Finding): string[] {
  const rows = [[SIGNS[status], `${about}: ${said}`], ...(fix === undefined ? [] : [["", `fix: ${fix}`]])];
  return renderColumns(rows, { width: process.stdout.columns });
}
