import { listProviders } from "@kit/gateway";
import type { Check } from "./check.ts";

/** Which keys are set, by name only. */
export const checkKeys: Check = async (_flags, { env }) => {
  const names = listProviders({ env })
    .flatMap(({ provider }) => provider.apiKeyEnv)
    .filter((name) => (env[name] ?? "").trim() !== "");
  const said =
    names.length > 0 ? `set: ${[...new Set(names)].join(", ")}` : "none is set; the offline model needs none";
  return [{ about: "keys", status: "note", said }];
};
