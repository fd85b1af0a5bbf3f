import { confirmFolder } from "@kit/consent";
import {
  describeProbe,
  describeProvider,
  listProviders,
  type Probe,
  type ProviderStatus,
  probeLocalServers,
  probeProviders,
  type RouterSettings,
} from "@kit/gateway";
import { asTyped, type Interrupts, oneLine, renderColumns, reportFailure, safeJson } from "@kit/terminal";
import { Command } from "commander";
import { addHostOptions } from "../host.ts";
import { loadConfig } from "../models.ts";
import type { Settings } from "../settings.ts";

type ModelsFlags = { config?: string; json?: true; probe?: true };
type Listed = ProviderStatus & { probe?: Probe };

/** A model that can be named with `--model`. */
type Named = { model: string; about: string };

/** `pnpm client models`: the models that can be named, and the providers; with `--probe`, which of them answer. */
export function modelsCommand(
  { providers: env, here }: Pick<Settings, "providers" | "here">,
  { signal }: Pick<Interrupts, "signal">,
): Command {
  return addHostOptions(new Command("models"), ["config"])
    .description("List the models that you can name with --model, and the providers.")
    .option("--probe", "ask hosted providers that are set up for their models too (sends your key, and no message)")
    .option("--json", "print JSON")
    .action(({ config: file, json, probe }: ModelsFlags) =>
      reportFailure(json === true, async () => {
        const confirmed = await confirmFolder({ servers: "", policy: "", config: file }, here, signal);
        const config = await loadConfig(file, here, confirmed.config);
        const settings = { ...config, env };
        const statuses = listProviders(settings).filter(({ provider }) => provider.name !== "offline");
        const listed: Listed[] = probe ? await probeProviders(statuses, settings) : statuses;
        const local = probe ? [] : await probeLocalServers(env);
        const hosted = listed.filter(({ provider }) => local.every((one) => one.provider !== provider.name));
        const models = [
          ...(await listOwn()),
          ...listAliases(config),
          ...local.flatMap((one) => (one.answers ? listAnswer(one.provider, one.models, `Runs at ${one.host}.`) : [])),
          ...hosted.flatMap(listProvider),
        ];
        const providers = listed.map(({ provider: { name, title }, probe: seen, ...status }) => {
          return { provider: name, title, ...status, probed: seen && describeProbe(seen) };
        });
        console.log(json ? safeJson({ models, providers }, 0) : render(models, listed));
      }),
    );
}

async function listOwn(): Promise<Named[]> {
  const { MODEL_CARDS } = await import("@kit/offline-llm");
  return MODEL_CARDS.map(({ id, description }) => ({ model: `offline/${id}`, about: description }));
}

function listAliases({ groups = {} }: RouterSettings): Named[] {
  return Object.entries(groups).map(([model, deployments]) => {
    return { model, about: `An alias of your configuration for ${deployments.map((one) => one.model).join(", ")}.` };
  });
}

function listProvider({ provider: { name, title }, isReady, probe }: Listed): Named[] {
  if (probe !== undefined) return probe.answers ? listAnswer(name, probe.models, `${title} lists it.`) : [];
  return isReady ? listAnswer(name, [], `${title} is set up; --probe asks it for its models.`) : [];
}

function listAnswer(provider: string, models: readonly string[], about: string): Named[] {
  return (models.length > 0 ? models : ["NAME"]).map((name) => ({ model: `${provider}/${name}`, about }));
}

function render(models: readonly Named[], listed: readonly Listed[]): string {
  const { columns: width } = process.stdout;
  const rows = models.map(({ model, about }) => [model, oneLine(about)]);
  return [
    ...[asTyped("Models, as in: pnpm client call summarize --file FILE --model NAME"), ""],
    ...renderColumns(rows, { width }),
    ...["", "Providers, as in: --model PROVIDER/NAME", ""],
    ...renderColumns(listed.map(describeProvider), { width }),
  ].join("\n");
}
