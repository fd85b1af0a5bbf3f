const connective =
  /^(?:(?:however|moreover|furthermore|additionally|meanwhile|nevertheless|nonetheless|still|also|besides|therefore|thus|consequently|finally|indeed|instead|similarly|likewise|overall|in addition|in fact|in short|in other words|as a result|of course|that said|for example|for instance|on the other hand|at the same time|even so|after all),\s+|(?:but|and|yet|so),?\s+(?=\p{L}))/iu;

/** A sentence on its own needs no "However," that points at the one before it. */
export function dropConnective(sentence: string): string {
  const rest = sentence.replace(connective, "");
  return rest === sentence ? sentence : rest.charAt(0).toUpperCase() + rest.slice(1);
}
