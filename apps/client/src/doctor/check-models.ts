import { listProviders, probeProvider } from "@kit/gateway";
import { loadConfig } from "../models/load-config.ts";
import { modelsFrom, OFFLINE_MODEL } from "../models/models-from.ts";
import { openModels } from "../models/open-models.ts";
import { type Check, type Finding, toFinding } from "./check.ts";

/** Whether the models that would answer can be asked. A provider is asked for its list of models, which is free. */
export const checkModels: Check = async ({ model, config }, { env, here }) => {
  const named = modelsFrom(model, env);
  const about = `models ${named.join(", ")}`;
  try {
    const models = await openModels(named, env, await loadConfig(config, here));
    await models.close();
    const providers = models.destinations.map(({ provider }) => provider).filter((name) => name !== "offline");
    if (providers.length === 0) return [{ about, status: "ok", said: "nothing leaves this machine" }];
    return await Promise.all(providers.map((provider) => probe(provider, env)));
  } catch (error) {
    return [toFinding(about, error)];
  }
};

async function probe(name: string, env: NodeJS.ProcessEnv): Promise<Finding> {
  const about = `provider ${name}`;
  const provider = listProviders({ env }).find((status) => status.provider.name === name)?.provider;
  if (provider === undefined) return { about, status: "wrong", said: "there is none of that name" };
  const { answers, seen } = await probeProvider(provider, { env });
  if (answers) return { about, status: "ok", said: `answers: ${seen}` };
  const fix = `Check the network, ${provider.apiKeyEnv[0] ?? "the key"} and the address; pnpm client models lists them.`;
  return { about, status: "wrong", said: `does not answer: ${seen}`, fix };
}

/** Whether the offline model answers. */
export const checkOfflineModel: Check = async () => {
  const about = "offline model";
  const models = await openModels([OFFLINE_MODEL], {}).catch((error: unknown) => error as Error);
  if (models instanceof Error) return [toFinding(about, models)];
  try {
    const messages = [{ role: "user" as const, content: "Summarize: The library opens at nine." }];
    const { choices } = await models.gateway.completion({ model: OFFLINE_MODEL, messages, max_tokens: 60 });
    const said = choices[0]?.message.content ? "answers" : "answers with nothing";
    return [{ about, status: said === "answers" ? "ok" : "wrong", said }];
  } catch (error) {
    return [toFinding(about, error)];
  } finally {
    await models.close();
  }
};
