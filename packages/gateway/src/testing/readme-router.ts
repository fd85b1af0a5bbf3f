import { createRouter, type ProviderSettings } from "@kit/gateway";

export function createMyRouter(settings: ProviderSettings, log: (line: string) => void) {
  const router = createRouter({
    ...settings,
    groups: {
      fast: [
        { model: "groq/some-model", weight: 2, rpm: 30, tpm: 6000 },
        { model: "mistral/some-model", params: { temperature: 0.2 } },
        { model: "ollama/some-model", order: 2, maxParallel: 1 },
      ],
      long: [{ model: "gemini/some-model" }],
    },
    fallbacks: { fast: ["offline/kit-offline-1"] },
    contextWindowFallbacks: { "*": ["long"] },
    retry: { retries: 2 },
    cache: { ttlMs: 60_000 },
    timeoutMs: 30_000,
  });
  router.on("fallback", ({ from, to, kind }) => log(`${from} failed (${kind}); asking ${to}`));
  return router;
}
