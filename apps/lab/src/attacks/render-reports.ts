import { createColors } from "picocolors";
import { renderColumns } from "../bench/render-columns.ts";
import type { Judgement } from "./judge.ts";
import type { AttackReport } from "./lab-attacks.ts";
import { SETTINGS, type SettingName } from "./settings.ts";

const HEAD = ["attack", "tried", "rule", "verdict"];

/** What all attacks came to as lines: a table for each setting. */
export function renderReports(reports: readonly AttackReport[], hasColor: boolean): string[] {
  const { bold } = createColors(hasColor);
  return (Object.keys(SETTINGS) as SettingName[]).flatMap((name) => {
    const rows = reports.map(({ attack, judgements }) => {
      const judgement = judgements[name];
      const { asked, expected } = judgement;
      const tried = asked === 0 ? (attack.command === "tools" ? "tools/list" : "tools/call") : plural(asked, "request");
      return [attack.title, tried, expected.rule, describeVerdict(judgement, hasColor)];
    });
    return [bold(SETTINGS[name].title), "", ...renderColumns([HEAD, ...rows]), ""];
  });
}

/** Whether the client held, and what got through. */
function describeVerdict({ faults, expected: { verdict }, reached, asked }: Judgement, hasColor: boolean): string {
  const { green, yellow, magenta, red } = createColors(hasColor);
  if (faults.length > 0) return red(`BROKEN: ${faults.join("; ")}`);
  if (verdict === "stopped") return green("stopped");
  if (verdict === "open") return magenta("open: left to a person's attention");
  return yellow(`reduced: ${reached} of ${asked} reached a model`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
