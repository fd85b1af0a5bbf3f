import {
  entriesToCsv,
  entryToJson,
  GROUPINGS,
  type Grouping,
  type LedgerReader,
  printFromLedger,
  renderEntries,
  renderEntry,
  renderTotals,
  timeText,
  totalsToCsv,
} from "@kit/consent";
import { KitError } from "@kit/protocol";
import { oneLine, safeJson } from "@kit/terminal";
import { Command, InvalidArgumentError, Option } from "commander";
import { addHostOptions, ledgerPath } from "../host.ts";
import type { Settings } from "../settings.ts";

type Flags = { ledger?: string; since?: number; json?: true; csv?: true };

/** What is shown of a ledger, in each form. */
type View = (ledger: LedgerReader) => { data: () => unknown; csv?: () => string; lines: () => readonly string[] };

const DEFAULT_LIST = 20;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `pnpm client ledger`: what servers have asked this client's models, and what it came to. */
export function ledgerCommand(settings: Settings): Command {
  const print = (flags: Flags, view: View) => {
    return printFromLedger(ledgerPath(flags.ledger, settings), (ledger) => {
      const { data, csv, lines } = view(ledger);
      if (flags.json) return `${safeJson(data())}\n`;
      return flags.csv && csv ? csv() : `${lines().join("\n")}\n`;
    });
  };

  const list = withCsv(new Command("list").description("List the last requests, the newest first."))
    .option("--limit <count>", "how many", parseCount, DEFAULT_LIST)
    .action((_flags: Flags, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { limit: number }>();
      return print(flags, viewList(flags));
    });

  const show = withFile(new Command("show"))
    .description("Show one request: the user's edits, and its text if it is kept.")
    .argument("<id>", "its number in the list", parseCount)
    .action((id: number, _flags: Flags, command: Command) => print(command.optsWithGlobals<Flags>(), viewOne(id)));

  return (
    withCsv(new Command("ledger").description("Show what servers have asked the model for, and what it cost."))
      .addOption(new Option("--by <what>", "add up by one of these only").choices(GROUPINGS))
      // What stands after `list` and `show` is theirs.
      .enablePositionalOptions()
      .addCommand(list)
      .addCommand(show)
      .action((flags: Flags & { by?: Grouping }) => print(flags, viewTotals(flags)))
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

function viewTotals({ since = 0, by }: Flags & { by?: Grouping }): View {
  return (ledger) => {
    const groups = (by === undefined ? GROUPINGS : [by]).map((one) => ({ by: one, totals: ledger.totals(one, since) }));
    const isEmpty = groups.every(({ totals }) => totals.length === 0);
    return {
      data: () => Object.fromEntries(groups.map((group) => [group.by, group.totals])),
      csv: () => totalsToCsv(groups),
      lines: () => (isEmpty ? describeEmpty(ledger, since) : renderTotals(groups)),
    };
  };
}

function viewList({ since = 0, limit }: Flags & { limit: number }): View {
  return (ledger) => {
    const entries = ledger.list(since, limit);
    return {
      data: () => entries.map(entryToJson),
      csv: () => entriesToCsv(entries),
      lines: () => (entries.length === 0 ? describeEmpty(ledger, since) : renderEntries(entries)),
    };
  };
}

function viewOne(id: number): View {
  return (ledger) => {
    const entry = ledger.find(id);
    const missing = `There is no request ${id} in ${ledger.path}. List them: pnpm client ledger list`;
    if (entry === undefined) throw new KitError("invalid_option", missing);
    return { data: () => entryToJson(entry), lines: () => renderEntry(entry) };
  };
}

function describeEmpty({ path }: LedgerReader, since: number): string[] {
  if (since > 0) return [`The ledger has no request since ${timeText(since)}: ${oneLine(path)}`];
  return [
    `The ledger is empty: ${oneLine(path)}`,
    "Every request of a server for this client's model adds a line: call a tool that samples.",
  ];
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write a whole number from 1 up.");
  return Number(text);
}

/**
 * When `--since` begins, in milliseconds since 1970: an age such as `7d`, `24h`, `30m` or `2w`, or a day of this
 * machine's calendar such as `2026-11-20`.
 *
 * @throws {InvalidArgumentError} when it is neither.
 */
export function parseSince(text: string, now = Date.now()): number {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  const date = new Date(`${text}T00:00`);
  // A month has no 31st day, and Date would take the next one.
  if (date.toLocaleDateString("sv-SE") === text) return date.getTime();
  throw new InvalidArgumentError("Write an age (30m, 24h, 7d, 2w) or a day (2026-11-20).");
}
