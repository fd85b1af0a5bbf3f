import {
  costText,
  countText,
  describeUsage,
  durationText,
  fitText,
  type Ledger,
  type LedgerEntry,
  sumUsage,
  toolText,
  type Usage,
} from "@kit/consent";
import { didYouMean, flatText, oneLine, renderColumns } from "@kit/terminal";
import type { Models } from "../../models.ts";
import type { Conversation } from "./conversation.ts";
import type { ToolChoice } from "./toolset.ts";

/** What a chat is about while it lasts. */
export type ChatSession = {
  conversation: Conversation;
  choice: ToolChoice;
  ledger: Pick<Ledger, "list" | "session">;
  /** The models that the user named, and the one that they talk to. */
  models: Models;
  model: string;
  /** What each answer of the conversation took. */
  answers: Usage[];
  startedAt: number;
  columns: number;
};

/** A command that a user types instead of a message. Gives what it prints, or ends the chat. */
type SlashCommand = {
  takes?: string;
  about: string;
  run: (session: ChatSession, argument: string) => readonly string[] | "quit";
};

const DESCRIPTION_LINES = 2;
/** As many requests as a user reads through; the ledger has the rest. */
const MAX_LISTED = 20;
const MAX_COUNTED = 10_000;

const COMMANDS: Readonly<Record<string, SlashCommand>> = {
  "/tools": { takes: "[name]", about: "list the tools, or turn one off or on, or all of a server", run: showTools },
  "/model": { takes: "[name]", about: "show the models, or talk to another one", run: chooseModel },
  "/ledger": { about: "what servers have sampled in this session", run: renderLedger },
  "/clear": {
    about: "forget the conversation",
    run(session) {
      session.conversation.clear();
      return ["Forgotten."];
    },
  },
  "/help": { about: "list the commands", run: listCommands },
  "/quit": { about: "end", run: () => "quit" },
};

/** Runs what begins with a slash. */
export function runSlashCommand(session: ChatSession, line: string): readonly string[] | "quit" {
  const [name = "", ...rest] = line.split(/\s+/);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command.run(session, rest.join(" "));
  const hint = didYouMean(name, Object.keys(COMMANDS)) || " /help lists them.";
  return [`There is no command ${oneLine(name)}.${hint}`];
}

function listCommands(): string[] {
  const names = Object.entries(COMMANDS).map(([name, { takes = "", about }]) => [`${name} ${takes}`.trim(), about]);
  return renderColumns(names);
}

/** What a server says about its tools is its claim, and stands behind a bar. */
function showTools({ choice, columns }: ChatSession, name: string): string[] {
  const turned = new Set(choice.turn(name));
  const tools = choice.list();
  if (name === "") {
    if (tools.length === 0) return ["No server has a tool."];
    return tools.flatMap(({ label, about, isOffered }) => {
      const lines = about === "" ? [] : fitText(flatText(about), columns - 4, DESCRIPTION_LINES, "");
      return [oneLine(label) + (isOffered ? "" : "  not offered"), ...lines.map((line) => `  │ ${line}`)];
    });
  }
  const names = tools.flatMap(({ label, server }) => [label, server]);
  if (turned.size === 0) return [`There is no tool or server ${oneLine(name)}.${didYouMean(name, names)}`];
  const listed = tools.filter(({ label }) => turned.has(label));
  return listed.map(({ label, isOffered }) => `${oneLine(label)}  ${isOffered ? "offered" : "not offered"}`);
}

function chooseModel(session: ChatSession, name: string): string[] {
  const { models } = session;
  const isKnown = name === "" || models.includes(name);
  if (isKnown) session.model = name || session.model;
  const list = models.map((one) => `${one === session.model ? "▸" : " "} ${oneLine(one)}`);
  const unknown = `${oneLine(name)} is none of the models that you named.${didYouMean(name, models)}`;
  return isKnown ? list : [unknown, ...list];
}

/** What servers have sampled in this session, and what the conversation itself took. */
function renderLedger({ ledger, startedAt, answers }: ChatSession): string[] {
  const entries = ledger.list(startedAt, MAX_COUNTED).filter(({ session }) => session === ledger.session);
  const rows = entries.slice(0, MAX_LISTED).reverse().map(toRow);
  const head = ["time", "tool", "decision", "outcome", "tokens", "cost", "took"];
  const used = entries.map((entry) => (entry.wasSent ? entry : { inputTokens: 0, outputTokens: 0, costUsd: 0 }));
  return [
    ...(rows.length === 0 ? [] : [...renderColumns([head, ...rows], { isRight: (column) => column > 3 }), ""]),
    `sampled by servers  ${count(entries, "request")}: ${describeUsage(sumUsage(used))}`,
    `this conversation   ${count(answers, "answer")}: ${describeUsage(sumUsage(answers))}`,
  ];
}

function toRow(entry: LedgerEntry): string[] {
  const { at, server, decision, outcome, inputTokens, outputTokens, durationMs } = entry;
  const isUnknown = inputTokens === undefined && outputTokens === undefined;
  return [
    new Date(at).toLocaleTimeString("sv-SE"),
    `${server}/${toolText(entry)}`,
    decision,
    outcome,
    isUnknown ? "-" : `${countText(inputTokens ?? 0)} + ${countText(outputTokens ?? 0)}`,
    costText(entry),
    durationText(durationMs),
  ];
}

function count(list: readonly unknown[], word: string): string {
  return `${list.length} ${list.length === 1 ? word : `${word}s`}`;
}
