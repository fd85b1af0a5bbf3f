import { createColors } from "picocolors";
import { renderColumns } from "../render-columns.ts";
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
  const { bold } = createColors(hasColor);
  return (Object.keys(SETTINGS) as SettingName[]).flatMap((name) => {
    const rows = reports.map(({ attack, judgements }) => {
      const { asked, expected } = judgements[name];
      const requests = `${asked} request${asked === 1 ? "" : "s"}`;
      const tried = asked > 0 ? requests : attack.command === "tools" ? "tools/list" : "tools/call";
      return [attack.title, tried, expected.rule, describeVerdict(judgements[name], hasColor)];
    });
    return [bold(SETTINGS[name].title), "", ...renderColumns([HEAD, ...rows]), ""];
  });
}

/** Whether the client held, and what got through. */
function describeVerdict({ faults, expected: { verdict }, reached, asked }: Judgement, hasColor: boolean): string {
  const { green, yellow, magenta, red } = createColors(hasColor);
  if (faults.length > 0) return red(`BROKEN: ${faults.join("; ")}`);
  if (verdict === "stopped") return green("stopped");
  if (verdict === "open") return magenta("open: left to the user's attention");
  return yellow(`reduced: ${reached} of ${asked} reached a model`);
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
