import type { Task } from "../task/task.ts";

export interface Skill {
  name: string;
  /** Found in an instruction that asks for this skill; of several skills the one found first is meant. */
  asked: RegExp;
  /** Loads the skill's rules and data on first use, then answers. */
  answer: (task: Task) => Promise<string>;
}
