import { renderColumns } from "@kit/terminal";
import { createColors } from "picocolors";
import type { Attack } from "./attack.ts";
import { SETTINGS, type SettingName } from "./catalogue.ts";
import { type Judgement, judge } from "./judge.ts";
import { runAttack } from "./run-attack.ts";

/** What one attack came to in each setting. */
export type AttackReport = { attack: Attack; judgements: Record<SettingName, Judgement> };

/** Runs one attack in all settings at once, and judges it. */
export async function labAttack(attack: Attack, signal: AbortSignal): Promise<AttackReport> {
  const judgeIn = async (name: SettingName) => {
    const { policy, expectation } = SETTINGS[name];
    return judge(attack, expectation(attack), await runAttack(attack, policy(attack), signal));
  };
  const [byDefault, trusted] = await Promise.all([judgeIn("default"), judgeIn("trusted")]);
  return { attack, judgements: { default: byDefault, trusted } };
}

const HEAD = ["attack", "tried", "rule", "verdict"];

/** What all attacks came to as lines: a table for each setting. */
export function renderReports(reports: readonly AttackReport[], hasColor: boolean): string[] {
  const colors = createColors(hasColor);
  return (Object.keys(SETTINGS) as SettingName[]).flatMap((name) => {
    const verdicts = reports.map(({ judgements }) => describeVerdict(judgements[name]));
    const rows = reports.map(({ attack, judgements }, index) => {
      const { asked, expected } = judgements[name];
      const requests = `${asked} request${asked === 1 ? "" : "s"}`;
      const tried = asked > 0 ? requests : attack.command === "tools" ? "tools/list" : "tools/call";
      return [attack.title, tried, expected.rule, verdicts[index]?.text ?? ""];
    });
    const [head = "", ...lines] = renderColumns([HEAD, ...rows]);
    const painted = lines.map((line, index) => {
      const { text, color } = verdicts[index] ?? { text: "", color: "reset" };
      return line.slice(0, line.length - text.length) + colors[color](text);
    });
    return [colors.bold(SETTINGS[name].title), "", head, ...painted, ""];
  });
}

/** Whether the client held, and what got through. */
function describeVerdict({ faults, expected: { verdict }, reached, asked }: Judgement) {
  if (faults.length > 0) return { text: `BROKEN: ${faults.join("; ")}`, color: "red" } as const;
  if (verdict === "stopped") return { text: "stopped", color: "green" } as const;
  if (verdict === "open") return { text: "open: left to the user's attention", color: "magenta" } as const;
  return { text: `reduced: ${reached} of ${asked} reached a model`, color: "yellow" } as const;
}

/** What one attack came to, for a program. */
export function toData({ attack, judgements }: AttackReport) {
  const { tool, title, aim, defence, revision } = attack;
  const settings = Object.entries(judgements).map(([name, { expected, reached, asked, faults }]) => {
    const { rule, verdict } = expected;
    return { setting: SETTINGS[name as SettingName].title, rule, verdict, reached, asked, faults };
  });
  return { tool, title, aim, defence, revision, settings };
}
