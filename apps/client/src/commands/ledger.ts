import {
  entriesToCsv,
  entryToJson,
  GROUPINGS,
  type Grouping,
  type LedgerForm,
  printFromLedger,
  renderEntries,
  renderEntry,
  renderTotals,
  totalsToCsv,
} from "@kit/consent";
import { parseCount, parseSince, UsageError } from "@kit/terminal";
import { Command, Option } from "commander";
import { addHostOptions, ledgerPath } from "../host.ts";
import type { Settings } from "../settings.ts";

type Flags = LedgerForm & { ledger?: string; by?: Grouping; limit?: number };

const DEFAULT_LIST = 20;

/** `pnpm client ledger`: what servers have asked this client's models, and what it came to. */
export function ledgerCommand(settings: Settings): Command {
  const list = withCsv(new Command("list").description("List the last requests, the newest first."))
    .option("--limit <count>", `how many (default: ${DEFAULT_LIST})`, parseCount)
    .action((_flags: Flags, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return printFromLedger(ledgerPath(flags.ledger, settings), flags, (ledger) => {
        const entries = ledger.list(flags.since ?? 0, flags.limit ?? DEFAULT_LIST);
        const lines = entries.length > 0 ? renderEntries(entries) : [];
        return { data: entries.map(entryToJson), csv: entriesToCsv(entries), lines };
      });
    });

  const show = withFile(new Command("show"))
    .description("Show one request: the user's edits, and its text if it is kept.")
    .argument("<id>", "its number in the list", parseCount)
    .action((id: number, _flags: Flags, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return printFromLedger(ledgerPath(flags.ledger, settings), flags, (ledger) => {
        const entry = ledger.find(id);
        if (entry !== undefined) return { data: entryToJson(entry), lines: renderEntry(entry) };
        const fix = "pnpm client ledger list shows the numbers of the last requests.";
        throw new UsageError(`There is no request ${id} in ${ledger.path}.`, { fix });
      });
    });

  return (
    withCsv(new Command("ledger").description("Show what servers have asked the model for, and what it cost."))
      .addOption(new Option("--by <what>", "add up by one of these only").choices(GROUPINGS))
      // What stands after `list` and `show` is theirs.
      .enablePositionalOptions()
      .addCommand(list)
      .addCommand(show)
      .action((flags: Flags) =>
        printFromLedger(ledgerPath(flags.ledger, settings), flags, (ledger) => {
          const groupings = flags.by === undefined ? GROUPINGS : [flags.by];
          const groups = groupings.map((by) => ({ by, totals: ledger.totals(by, flags.since ?? 0) }));
          const isEmpty = groups.every(({ totals }) => totals.length === 0);
          const data = Object.fromEntries(groups.map(({ by, totals }) => [by, totals]));
          return { data, csv: totalsToCsv(groups), lines: isEmpty ? [] : renderTotals(groups) };
        }),
      )
  );
}

function withFile(command: Command): Command {
  return addHostOptions(command, ["ledger"]).option("--json", "print JSON");
}

function withCsv(command: Command): Command {
  return withFile(command)
    .option("--since <age or day>", "count from then on: 30m, 24h, 7d, 2w or 2026-11-20", (text) => parseSince(text))
    .addOption(new Option("--csv", "print CSV").conflicts("json"));
}
