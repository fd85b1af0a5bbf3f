/** Verbs whose pronoun is the one who gets something: "gave me", "told us". */
export const givesToSomeone =
  /^(?:give|tell|show|send|bring|offer|lend|write|explain|promise|sell|say|read|teach|thank|answer)$/;
