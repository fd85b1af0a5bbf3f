export type Foreign = "es" | "fr" | "de";
export type Language = "en" | Foreign;

/** The languages on offer, with every name that an instruction may use. */
export const languages: readonly { code: Language; names: readonly string[] }[] = [
  { code: "en", names: ["english", "inglés", "anglais", "englisch", "en", "eng", "en-us", "en-gb"] },
  {
    code: "es",
    names: ["spanish", "español", "castellano", "espagnol", "spanisch", "castilian", "es", "spa", "es-es", "es-mx"],
  },
  { code: "fr", names: ["french", "français", "francés", "französisch", "fr", "fra", "fr-fr", "fr-ca"] },
  { code: "de", names: ["german", "deutsch", "alemán", "allemand", "de", "deu", "de-de", "de-at"] },
];

export function languageOf(name: string): Language | undefined {
  return languages.find(({ names }) => names.includes(name.toLowerCase()))?.code;
}
