/** Something that the kit must not do without, how it would go missing, and the tests that must see it. */
export type Guard = {
  /** In a few words, by which `--only` finds it. */
  name: string;
  /** The file that holds it, from the root of the repository. */
  file: string;
  /** The text that makes the guard. It stands once in the file. */
  search: string;
  /** What stands there when the guard is gone. */
  replace: string;
  /** The test files that must fail then, every one of them. */
  tests: readonly string[];
};

/** How often a text stands in another. */
export function countOf(search: string, text: string): number {
  return text.split(search).length - 1;
}
