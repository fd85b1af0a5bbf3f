/** A model that may be chosen. */
export type Candidate = {
  /** What the user named: a model id, or an alias of the configuration. */
  model: string;
  /** The model ids that may answer under it: those of the alias, and what it falls back on. */
  ids: readonly string[];
};
