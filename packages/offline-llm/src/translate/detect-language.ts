import { type Language, languages } from "./languages.ts";

/** Guesses which of the offered languages a text is in; English when nothing tells. */
export async function detectLanguage(text: string): Promise<Language> {
  // The library takes about 0.1 s to load, so it is loaded for texts that need it only.
  const { detect } = await import("tinyld");
  const codes = languages.map(({ code }) => code);
  const found = detect(text.slice(0, 2_000), { only: codes });
  return codes.find((code) => code === found) ?? "en";
}
