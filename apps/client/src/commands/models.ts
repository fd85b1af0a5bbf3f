import { listProviders, type Probe, type ProviderStatus, probeProviders } from "@kit/gateway";
import { renderColumns } from "@kit/terminal";
import { Command } from "commander";
import type { Settings } from "../settings.ts";

type ModelsFlags = { json?: true; probe?: true };
type Listed = ProviderStatus & { probe?: Probe };

/** `pnpm client models`: the providers, where they are, and which of them are set up; with `--probe`, which answer. */
export function modelsCommand({ providers: env }: Pick<Settings, "providers">): Command {
  return new Command("models")
    .description("List the providers, where they are, and which of them are set up.")
    .option("--probe", "ask each that is set up for its list of models (sends its key, and no message)")
    .option("--json", "print JSON")
    .action(async ({ json, probe }: ModelsFlags) => {
      const statuses = listProviders({ env }).filter(({ provider }) => provider.name !== "offline");
      const listed: Listed[] = probe ? await probeProviders(statuses, { env }) : statuses;
      console.log(json ? JSON.stringify(listed.map(toRow)) : render(listed));
    });
}

function toRow({ provider: { name, title }, probe, ...status }: Listed) {
  return { provider: name, title, ...status, probed: probe && describeProbe(probe) };
}

function describeProbe({ answers, seen, latencyMs }: Probe): string {
  return `${answers ? "answers" : "does not answer"}: ${seen}, ${Math.round(latencyMs)} ms`;
}

function render(listed: readonly Listed[]): string {
  const rows = listed.map(({ provider, baseURL, hasKey, isHosted, isReady, probe }) => [
    provider.name,
    isReady ? "set up" : "not set up",
    isHosted ? "hosted" : "this machine",
    hasKey ? "has a key" : provider.needsKey ? `needs ${provider.apiKeyEnv[0]}` : "needs no key",
    baseURL ?? `needs ${provider.baseURLEnv}`,
    ...(probe === undefined ? [] : [describeProbe(probe)]),
  ]);
  const all = [["offline", "set up", "this machine", "needs no key", "starts with the kit"], ...rows];
  return renderColumns(all, { width: process.stdout.columns }).join("\n");
}
