import { parseArgs } from "node:util";
import { abortOnInterrupt, endWith } from "../processes/start-program.ts";
import { ATTACKS } from "./catalogue.ts";
import { type AttackReport, labAttack, renderReports, toData } from "./report.ts";

// `pnpm lab` lets the rogue server attack the client, one attack after the other, and prints what came of each.

const { values: flags } = parseArgs({
  options: { json: { type: "boolean", default: false }, only: { type: "string", default: "" } },
});
const signal = abortOnInterrupt();
const word = flags.only.toLowerCase();
const chosen = ATTACKS.filter(({ tool, title }) => `${tool} ${title}`.toLowerCase().includes(word));

try {
  if (chosen.length === 0) throw new Error(`No attack has ${flags.only} in its title. Leave out --only to run all.`);
  const reports: AttackReport[] = [];
  for (const attack of chosen) {
    if (!flags.json) console.error(attack.title);
    reports.push(await labAttack(attack, signal));
  }
  if (flags.json) console.log(JSON.stringify(reports.map(toData), null, 2));
  else console.log(["", ...renderReports(reports, process.stdout.isTTY === true)].join("\n"));
  const isBroken = reports.some(({ judgements }) => Object.values(judgements).some(({ faults }) => faults.length > 0));
  if (isBroken) process.exitCode = 1;
} catch (error) {
  endWith(error, signal);
}
