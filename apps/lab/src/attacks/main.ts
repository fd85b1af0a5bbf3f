import { parseArgs } from "node:util";
import { ATTACKS } from "./attacks.ts";
import { labAttacks } from "./lab-attacks.ts";
import { renderReports } from "./render-reports.ts";
import { SETTINGS } from "./settings.ts";

const INTERRUPTED = 130;

const { values: flags } = parseArgs({
  options: { json: { type: "boolean", default: false }, only: { type: "string", default: "" } },
});

// The first Ctrl-C ends every process of the lab, the second one this process at once.
const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupt.abort());

const word = flags.only.toLowerCase();
const chosen = ATTACKS.filter(({ tool, title }) => `${tool} ${title}`.toLowerCase().includes(word));

try {
  if (chosen.length === 0) throw new Error(`No attack has ${flags.only} in its title. Leave out --only to run all.`);
  const reports = await labAttacks(chosen, interrupt.signal, ({ title }) => flags.json || console.error(title));
  if (flags.json) console.log(JSON.stringify(reports.map(toData), null, 2));
  else console.log(["", ...renderReports(reports, process.stdout.isTTY === true)].join("\n"));
  const isBroken = reports.some(({ judgements }) => Object.values(judgements).some(({ faults }) => faults.length > 0));
  if (isBroken) process.exitCode = 1;
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? INTERRUPTED : 1;
  if (!interrupt.signal.aborted) console.error(error instanceof Error ? error.message : error);
}

function toData({ attack, judgements }: Awaited<ReturnType<typeof labAttacks>>[number]) {
  const { tool, title, aim, defence, revision } = attack;
  const settings = Object.entries(judgements).map(([name, { expected, reached, asked, faults }]) => {
    const { rule, verdict } = expected;
    const { title: setting } = SETTINGS[name as keyof typeof SETTINGS];
    return { setting, rule, verdict, reached, asked, faults };
  });
  return { tool, title, aim, defence, revision, settings };
}
