import { findSkill } from "../../skills/find-skill.ts";
import { wordsOfName } from "../find/relate-names.ts";
import type { FillContext, Slot } from "./fill-context.ts";

const labelName =
  /\b(?:labels?|categor(?:y|ies)|class(?:es|ification)?|sentiments?|tone|mood|topics?|types?|kind|intents?|priority|urgency|severity|department|team|genre|emotions?|stance|tags?|verdict|polarity)\b/;

/** Whether a value says what kind of text a text is. */
export function isLabelSlot({ name, description }: Slot, { conversation }: FillContext): boolean {
  const words = wordsOfName(name);
  return (
    labelName.test(words) ||
    labelName.test(description.toLowerCase()) ||
    findSkill(conversation.instruction)?.name === "classify"
  );
}
