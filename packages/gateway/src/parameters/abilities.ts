import { wordsOf } from "../answers/to-gateway-error.ts";
import type { GatewayError } from "../errors/gateway-error.ts";
import type { Abilities } from "../providers/provider-settings.ts";
import type { ProviderName } from "../providers/providers.ts";
import type { Asked } from "../providers/resolve-provider.ts";
import { type Tools, writeInWords } from "./tools-in-words.ts";

type AbilityRow = { readonly providers: readonly ProviderName[]; readonly models?: RegExp; readonly can: Abilities };

/** What is known beforehand, one row each. A model that refuses adds to it. */
const ABILITIES: readonly AbilityRow[] = [
  { providers: ["anthropic", "deepseek"], can: { jsonSchema: false } },
  { providers: ["deepseek"], models: /reasoner/, can: { forcedTools: false } },
];

/** What models have refused, for the life of the process. */
const learned = new Map<string, Abilities>();

function keyOf({ model, endpoint }: Asked): string {
  return `${endpoint.baseURL} ${model.name}`;
}

/** What is known of a model: from the table, the settings (by model id), and its refusals, the last of which counts. */
export function abilitiesOf(asked: Asked, settings: Readonly<Record<string, Abilities>> = {}): Abilities {
  const { id, provider, name } = asked.model;
  const rows = ABILITIES.filter(
    ({ providers, models }) => providers.some((known) => known === provider.name) && (models?.test(name) ?? true),
  );
  return Object.assign({}, ...rows.map(({ can }) => can), settings[id], learned.get(keyOf(asked)));
}

type Draft = { readonly body: Record<string, unknown>; readonly tools: Tools; readonly warnings: string[] };

/** Has tools called in the surest way that the model can: forced, by its own choice, or in words read back. */
export function chooseToolWay({ body, tools, warnings }: Draft, can: Abilities): void {
  if (tools.functions.length === 0) return;
  if (can.tools === false && !tools.areInWords) {
    writeInWords(body, tools, can.jsonSchema !== false);
    warnings.push("tools were written into the instructions: the model does not take them");
  } else if (can.forcedTools === false && isForcing(body)) {
    body.tool_choice = "auto";
    warnings.push("tool_choice was sent as auto: the model cannot be forced to call a tool");
  } else if (can.jsonSchema === false && tools.areInWords) delete body.response_format;
}

function isForcing({ tool_choice: choice }: Record<string, unknown>): boolean {
  return choice === "required" || typeof choice === "object";
}

const NO_TOOLS = new RegExp(
  [
    String.raw`(?:tools?|functions?)[ _-]?(?:use|call\w*|choice|param)?\W.{0,40}(?:not (?:be )?(?:supported|enabled|available|allowed|permitted)|unsupported|unavailable|requires)`,
    "(?:not|n't|found that) support.{0,30}(?:tool|function)|not capable of (?:tool|function)",
    String.raw`(?:un(?:supported|known|recogni[sz]ed)|not (?:supported|permitted|allowed)).{0,30}\btools?\b`,
    String.raw`\b(?:no|not have|lacks) (?:\w+ )?(?:tool|function)`,
  ].join("|"),
  "i",
);

/** Learns from a refusal what the model cannot. True when there is another way to ask it. */
export function learnFrom(error: GatewayError, asked: Asked, draft: Draft): boolean {
  const mayTell = ["unsupported_param", "bad_request", "not_found", "server"].includes(error.kind);
  const refused = mayTell ? findRefused(wordsOf(error), draft) : undefined;
  if (refused) learned.set(keyOf(asked), { ...learned.get(keyOf(asked)), ...refused });
  return refused !== undefined;
}

function findRefused(words: string, { body, tools }: Draft): Abilities | undefined {
  // A schema that is refused says nothing of tools.
  if (tools.functions.length === 0 || /invalid schema|schema for function/i.test(words)) return undefined;
  if (tools.areInWords) {
    const isFormat = /response_format|json_schema|structured|grammar/i.test(words);
    return isFormat && body.response_format ? { jsonSchema: false } : undefined;
  }
  if (/tool_?\s?choice|forc\w+ (?:tool|function)/i.test(words) && isForcing(body)) return { forcedTools: false };
  return NO_TOOLS.test(words) && body.tools ? { tools: false } : undefined;
}
