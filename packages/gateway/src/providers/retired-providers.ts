/** Prefixes that used to work, with what to say to someone who still uses one. */
export const RETIRED_PROVIDERS: Readonly<Record<string, string>> = {
  github: "GitHub Models was retired on 2026-07-30. Name the model at the provider that makes it",
};
