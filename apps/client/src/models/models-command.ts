import { listProviders, type ProviderStatus } from "@kit/gateway";
import { Command } from "commander";

type ModelsFlags = { json?: true };

/** `pnpm client models`: the providers, where they are, and which of them have a key. Sends nothing. */
export function modelsCommand(env: NodeJS.ProcessEnv): Command {
  return new Command("models")
    .description("List the providers, where they are, and which of them are set up.")
    .option("--json", "print JSON")
    .action(({ json }: ModelsFlags) => {
      const statuses = listProviders({ env }).filter(({ provider }) => provider.name !== "offline");
      console.log(json ? JSON.stringify(statuses.map(toRow)) : render(statuses));
    });
}

function toRow({ provider, baseURL, hasKey, isHosted, isReady }: ProviderStatus) {
  return { provider: provider.name, title: provider.title, baseURL, hasKey, isHosted, isReady };
}

function render(statuses: readonly ProviderStatus[]): string {
  const rows = statuses.map(({ provider, baseURL, hasKey, isHosted, isReady }) => [
    provider.name,
    isReady ? "set up" : "not set up",
    isHosted ? "hosted" : "this machine",
    hasKey ? "has a key" : provider.needsKey ? `needs ${provider.apiKeyEnv[0]}` : "needs no key",
    baseURL ?? `needs ${provider.baseURLEnv}`,
  ]);
  const all = [["offline", "set up", "this machine", "needs no key", "starts with the kit"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
