import { type Attack, type Expectation, RULES } from "./attack.ts";
import { ATTACKS_BY_TARGET } from "./attacks.ts";
import { SETTINGS } from "./settings.ts";

/** Every attack and every rule as Markdown. */
export function renderCatalogue(): string {
  const sections = Object.entries(ATTACKS_BY_TARGET).flatMap(([target, attacks]) => [
    `## ${target}`,
    ...attacks.map(renderAttack),
  ]);
  const rules = Object.entries(RULES).map(([rule, meaning]) => `| \`${rule}\` | ${meaning} |`);
  return `${[...sections, "## The rules", ["| Rule | What it is |", "| --- | --- |", ...rules].join("\n")].join("\n\n")}\n`;
}

function renderAttack(attack: Attack): string {
  const { title, tool, revision, aim, defence } = attack;
  const verdicts = [
    `without a policy: ${describe(SETTINGS.default.expectation(attack))}`,
    `${attack.trusted === undefined ? "trusted" : "the other one trusted"}: ${describe(SETTINGS.trusted.expectation(attack))}`,
  ];
  return `**${title}** (\`${tool}\`, ${revision}). ${aim} *Defence*: ${defence} *Verdict*: ${verdicts.join("; ")}.`;
}

function describe({ rule, verdict, reaches }: Expectation): string {
  if (verdict === "open") return "open, **left to a person's attention**";
  return `${verdict} by \`${rule}\`${verdict === "reduced" && reaches > 1 ? `, at most ${reaches} requests reach a model` : ""}`;
}
