import type { Task } from "../task/task.ts";
import { findSkill } from "./find-skill.ts";
import { introduce } from "./introduce.ts";

/** Hands a task to the skill it asks for; anything else gets an honest introduction. */
export async function answerTask(task: Task): Promise<string> {
  const skill = findSkill(task.instruction);
  return skill === undefined || task.data === "" ? introduce(skill?.name) : skill.answer(task);
}
