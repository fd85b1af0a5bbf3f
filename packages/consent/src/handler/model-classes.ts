/** What models of a class are like, each from 0 to 1. */
export type ModelTraits = {
  /** 1 is free. */
  cost: number;
  /** 1 answers at once. */
  speed: number;
  /** 1 is the most capable. */
  intelligence: number;
};

export type ModelClass = ModelTraits & {
  title: string;
  /** Words that names of such models hold, whoever makes them. */
  words: readonly string[];
};

/**
 * Families of models across providers: those of a class stand in for each other. A model belongs to the first class
 * of which its name holds a word, since `gpt-x-mini` says more with its last word than with its first.
 */
export const MODEL_CLASSES: readonly ModelClass[] = [
  { title: "rules", words: ["kit-offline"], cost: 1, speed: 1, intelligence: 0 },
  {
    title: "small",
    words: ["haiku", "mini", "nano", "flash", "lite", "small", "instant", "ministral", "7b", "8b"],
    ...{ cost: 0.9, speed: 0.9, intelligence: 0.4 },
  },
  {
    title: "large",
    words: ["opus", "ultra", "reasoner", "thinking", "magistral", "405b", "o1", "o3"],
    ...{ cost: 0.1, speed: 0.2, intelligence: 1 },
  },
  {
    title: "medium",
    words: ["sonnet", "gpt", "gemini", "pro", "grok", "mistral", "large", "medium", "chat", "llama", "qwen", "70b"],
    ...{ cost: 0.5, speed: 0.5, intelligence: 0.7 },
  },
];

/** The class of a model by its name, or of a hint; none when no word is known. */
export function classOf(name: string): ModelClass | undefined {
  const words = inWords(name);
  return MODEL_CLASSES.find((row) => row.words.some((word) => words.includes(inWords(word))));
}

/** A name with a space before and behind each of its words, in lower case. */
function inWords(name: string): string {
  return ` ${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()} `;
}
