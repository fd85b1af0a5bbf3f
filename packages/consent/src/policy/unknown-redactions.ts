import { didYouMean } from "./did-you-mean.ts";
import { fieldPath } from "./field-path.ts";
import type { PolicyFile, Rule } from "./policy-schema.ts";
import { BUILT_IN_REDACTIONS } from "./redaction/built-in-redactions.ts";

type Fault = { path: PropertyKey[]; message: string };

/** Every name in a `redact` that stands for no redaction, and every own redaction that takes the name of a built-in. */
export function unknownRedactions({ defaults = {}, servers = {}, redactions = {} }: PolicyFile): Fault[] {
  const builtIn = BUILT_IN_REDACTIONS.map(({ name }) => name);
  const names = [...builtIn, ...Object.keys(redactions)];
  const taken = Object.keys(redactions).filter((name) => builtIn.includes(name));
  return [
    ...taken.map((name) => {
      const path = ["redactions", name];
      return { path, message: `${fieldPath(path)} has the name of a built-in redaction. Choose another name.` };
    }),
    ...unknownIn(defaults, ["defaults"], names),
    ...Object.entries(servers).flatMap(([server, { tools = {}, ...rule }]) => [
      ...unknownIn(rule, ["servers", server], names),
      ...Object.entries(tools).flatMap(([tool, own]) => unknownIn(own, ["servers", server, "tools", tool], names)),
    ]),
  ];
}

function unknownIn({ redact = [] }: Rule, path: readonly string[], names: readonly string[]): Fault[] {
  return redact.flatMap((name, index) => {
    if (names.includes(name)) return [];
    const at = [...path, "redact", index];
    const hint = didYouMean(name, names) || ` Use one of ${names.join(", ")}.`;
    return [{ path: at, message: `${fieldPath(at)} is ${JSON.stringify(name)}, which is no redaction.${hint}` }];
  });
}
