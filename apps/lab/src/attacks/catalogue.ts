import { type Attack, type AttackRow, type Expectation, RULES } from "./attack.ts";
import { CONTEXT_ATTACKS } from "./context-attacks.ts";
import { PROMPT_ATTACKS } from "./prompt-attacks.ts";
import { SCREEN_ATTACKS } from "./screen-attacks.ts";
import { SIZE_ATTACKS } from "./size-attacks.ts";
import { SPENDING_ATTACKS } from "./spending-attacks.ts";

/** Every attack of the rogue server, by what it is on. */
const ROWS_BY_TARGET: Readonly<Record<string, readonly AttackRow[]>> = {
  "On what the model does": PROMPT_ATTACKS,
  "On what the user sees": SCREEN_ATTACKS,
  "On what it costs": SPENDING_ATTACKS,
  "On the client's memory": SIZE_ATTACKS,
  "On what belongs to others": CONTEXT_ATTACKS,
};

/** Every attack of the rogue server. */
export const ATTACKS: readonly Attack[] = Object.values(ROWS_BY_TARGET).flat().map(toAttack);

function toAttack(row: AttackRow): Attack {
  const words = row.tool.replaceAll("_", " ");
  return { revision: "2025-11-25", description: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, ...row };
}

/** How a user has set up the client that is attacked. */
type Setting = {
  title: string;
  /** What stands in their policy file. Absent: they have none. */
  policy: (attack: Attack) => object | undefined;
  /** What must come of an attack. */
  expectation: (attack: Attack) => Expectation;
};

export type SettingName = "default" | "trusted";

const NOBODY: Expectation = {
  ...{ rule: "approve", verdict: "stopped", reaches: 0 },
  shows: /Nobody can be asked|only a user may approve/,
};

/** The settings in which every attack is run. In none of them is there a terminal, so there is no user to ask. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  default: {
    title: "Nothing is allowed: no policy",
    policy: () => undefined,
    expectation: ({ byDefault = NOBODY }) => byDefault,
  },
  trusted: {
    title: 'The server is trusted: its mode is "auto"',
    policy: ({ trusted = ["rogue"], limits }) => ({
      servers: Object.fromEntries(trusted.map((name) => [name, { mode: "auto", ...limits }])),
    }),
    expectation: ({ whenTrusted }) => whenTrusted,
  },
};

/** Every rule with the attacks that it meets when the server is trusted, and those that no rule meets, as Markdown. */
export function renderCatalogue(): string {
  const { attention, ...rules } = RULES;
  const metBy = (rule: string) => ATTACKS.filter((attack) => SETTINGS.trusted.expectation(attack).rule === rule);
  const rows = Object.entries(rules).map(([rule, meaning]) => {
    const titles = metBy(rule).map(({ title }) => title);
    return `| \`${rule}\` | ${meaning} | ${titles.join("; ")} |`;
  });
  const left = metBy("attention").map(({ title, defence }) => `- **${title}**: ${defence}`);
  const lines = ["| Rule | What it is | What it meets |", "| --- | --- | --- |", ...rows];
  return `${lines.join("\n")}\n\nLeft to ${attention}:\n\n${left.join("\n")}\n`;
}
