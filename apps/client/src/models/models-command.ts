import { listProviders, type ProviderStatus, probeProvider } from "@kit/gateway";
import { renderColumns } from "@kit/terminal";
import { Command } from "commander";

type ModelsFlags = { json?: true; probe?: true };
type Listed = ProviderStatus & { probed?: string };

/** `pnpm client models`: the providers, where they are, and which of them are set up; with `--probe`, which answer. */
export function modelsCommand(env: NodeJS.ProcessEnv): Command {
  return new Command("models")
    .description("List the providers, where they are, and which of them are set up.")
    .option("--probe", "ask each that is set up for its list of models (sends its key, and no message)")
    .option("--json", "print JSON")
    .action(async ({ json, probe }: ModelsFlags) => {
      const statuses = listProviders({ env }).filter(({ provider }) => provider.name !== "offline");
      const listed = probe ? await Promise.all(statuses.map((status) => withProbe(status, env))) : statuses;
      console.log(json ? JSON.stringify(listed.map(toRow)) : render(listed));
    });
}

async function withProbe(status: ProviderStatus, env: NodeJS.ProcessEnv): Promise<Listed> {
  if (!status.isReady) return status;
  try {
    const { answers, seen, latencyMs } = await probeProvider(status.provider, { env });
    return { ...status, probed: `${answers ? "answers" : "does not answer"}: ${seen}, ${Math.round(latencyMs)} ms` };
  } catch (error) {
    return { ...status, probed: error instanceof Error ? error.message : String(error) };
  }
}

function toRow({ provider, baseURL, hasKey, isHosted, isReady, probed }: Listed) {
  return { provider: provider.name, title: provider.title, baseURL, hasKey, isHosted, isReady, probed };
}

function render(listed: readonly Listed[]): string {
  const rows = listed.map(({ provider, baseURL, hasKey, isHosted, isReady, probed }) => [
    provider.name,
    isReady ? "set up" : "not set up",
    isHosted ? "hosted" : "this machine",
    hasKey ? "has a key" : provider.needsKey ? `needs ${provider.apiKeyEnv[0]}` : "needs no key",
    baseURL ?? `needs ${provider.baseURLEnv}`,
    ...(probed === undefined ? [] : [probed]),
  ]);
  const all = [["offline", "set up", "this machine", "needs no key", "starts with the kit"], ...rows];
  return renderColumns(all).join("\n");
}
