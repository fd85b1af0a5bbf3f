import { languageOf } from "../../translate/languages.ts";
import { wordsOfName } from "../find/relate-names.ts";
import { wayOutOf } from "../json-schema/way-out.ts";
import { classifyFor } from "./classify-text.ts";
import type { FillContext, Filled, Slot } from "./fill-context.ts";
import { isLabelSlot } from "./label-slot.ts";

/** Chooses a member: the only one that the request or the text names, else by classification, else the honest way out. */
export async function fillEnum(members: readonly unknown[], slot: Slot, context: FillContext): Promise<Filled> {
  const names = members.filter((member) => typeof member === "string");
  if (names.length < members.length - 1) return chooseMentioned(members, context);
  if (names.length === 1 && members.length === 1) return { value: names[0], found: true };

  const language = await findLanguage(names, slot, context);
  if (language !== undefined) return { value: language, found: true };
  const isLabel = isLabelSlot(slot, context);
  if (!isLabel || context.conversation.data === "") {
    const mentioned = chooseMentioned(members, context);
    if (mentioned.found) return mentioned;
  }
  if (names.length > 0 && context.texts.length > 0) {
    const { label, isUnsure } = await classifyFor(names, context);
    if (!isUnsure || isLabel) return { value: label, found: !isUnsure };
  }
  return { value: wayOutOf(members) ?? members[0], found: false };
}

/** Only one member named means that one; two named decide nothing. */
function chooseMentioned(members: readonly unknown[], { texts, conversation }: FillContext): Filled {
  for (const text of [conversation.request, conversation.question ?? "", ...texts]) {
    const mentioned = members.filter((member) => member !== null && mentions(text, String(member)));
    if (mentioned.length === 1) return { value: mentioned[0], found: true };
  }
  return { value: wayOutOf(members) ?? members[0], found: false };
}

/** Whether a text holds the words of a name, in any spelling: "high_priority" in "High priority". */
export function mentions(text: string, name: string): boolean {
  const pattern = wordsOfName(name)
    .split(" ")
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s_-]+");
  return pattern !== "" && new RegExp(`(?<![\\p{L}\\d])${pattern}(?:s|es)?(?![\\p{L}\\d])`, "iu").test(text);
}

async function findLanguage(names: readonly string[], slot: Slot, { texts, conversation }: FillContext) {
  if (!/\b(?:language|lang|locale)\b/.test(wordsOfName(slot.name)) || conversation.data === "") return undefined;
  const { detectLanguage } = await import("../../translate/detect-language.ts");
  const language = await detectLanguage(texts[0] ?? "");
  return names.find((name) => languageOf(name) === language);
}
