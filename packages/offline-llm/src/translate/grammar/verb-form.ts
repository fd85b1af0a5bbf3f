/** "you" is the polite form: usted, vous, Sie. */
export type Person = "I" | "you" | "it" | "we" | "they";

export type Tense = "present" | "past" | "future" | "conditional" | "imperative" | "infinitive" | "participle";

/** One word of a verb, by the grammar of its language. */
export type Conjugate<V> = (verb: V, tense: Tense, person: Person) => string;
