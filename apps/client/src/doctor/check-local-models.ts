import { listProviders, probeProvider } from "@kit/gateway";
import type { Check } from "./check.ts";

/** Which model servers answer on this machine, at their usual ports or where a variable says. */
export const checkLocalModels: Check = async (_flags, { env }) => {
  const local = listProviders({ env }).filter(
    ({ provider, baseURL }) => provider.name !== "offline" && baseURL !== undefined && isLoopback(baseURL),
  );
  const probed = await Promise.all(
    local.map(async ({ provider, baseURL = "" }) => {
      const key = provider.apiKeyEnv[0];
      // Without a key of the person's, a placeholder asks as well whether anybody is there.
      const settings = { env: provider.needsKey && key !== undefined ? { [key]: "none", ...env } : env };
      return { provider, baseURL, ...(await probeProvider(provider, settings)) };
    }),
  );
  const found = probed.filter(({ answers }) => answers);
  if (found.length === 0) {
    const looked = probed.map(({ provider, baseURL }) => `${provider.title} (${new URL(baseURL).port})`).join(", ");
    return [{ about: "local models", status: "note", said: `none answers; looked for ${looked}` }];
  }
  return found.map(({ provider, baseURL, seen }) => ({
    about: `local ${provider.title}`,
    status: "ok" as const,
    said: `${seen} at ${new URL(baseURL).host}: use it with --model ${provider.name}/NAME`,
  }));
};

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(URL.parse(url)?.hostname ?? "");
}
