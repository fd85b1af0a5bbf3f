import type { Skill } from "./skill.ts";
import { skills } from "./skills.ts";

/** What is asked is asked early; the rest of a long message is text, and long. */
const readLength = 4_000;

/** The skill that an instruction asks for first, or undefined when it asks for none. */
export function findSkill(instruction: string): Skill | undefined {
  const opening = instruction.slice(0, readLength);
  let first: { skill: Skill; position: number } | undefined;
  for (const skill of skills) {
    const position = opening.search(skill.asked);
    if (position >= 0 && position < (first?.position ?? Number.POSITIVE_INFINITY)) first = { skill, position };
  }
  return first?.skill;
}
