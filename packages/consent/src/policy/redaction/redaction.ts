/** A place in a text: from `start` up to, not including, `end`. */
export type Span = { start: number; end: number };

/** One rule of what is taken out of a text. */
export type Redaction = {
  /** The name by which a policy asks for it. */
  name: string;
  /** What one thing that it finds is called: it stands in the place of it. */
  label: string;
  /** The places, in order. Takes time in proportion to the text, whatever the text. */
  find: (text: string) => Iterable<Span>;
  /** Whether the value of a field of that name is taken out whole. Default: of none. */
  isSecretField?: (name: string) => boolean;
};
