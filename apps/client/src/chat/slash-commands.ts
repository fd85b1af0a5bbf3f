import { didYouMean, fitText } from "@kit/consent";
import { cleanText, oneLine, renderColumns } from "@kit/terminal";
import type { ChatSession } from "./chat-session.ts";
import { renderSessionLedger } from "./render-session-ledger.ts";

/** A command that a person types instead of a message. Gives what it prints, or ends the chat. */
type SlashCommand = {
  takes?: string;
  about: string;
  run: (session: ChatSession, argument: string) => readonly string[] | "quit";
};

const DESCRIPTION_LINES = 2;

const COMMANDS: Readonly<Record<string, SlashCommand>> = {
  "/tools": { about: "list the tools that the model may call", run: listTools },
  "/model": { takes: "[name]", about: "show the models, or talk to another one", run: chooseModel },
  "/ledger": { about: "what servers have sampled in this session", run: renderSessionLedger },
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
  return renderColumns(
    Object.entries(COMMANDS).map(([name, { takes, about }]) => [
      `${name}${takes === undefined ? "" : ` ${takes}`}`,
      about,
    ]),
  );
}

/** What a server says about its tools is its claim, and stands behind a bar. */
function listTools({ hub, columns }: ChatSession): string[] {
  if (hub.tools.length === 0) return ["No server has a tool."];
  return hub.tools.flatMap(({ qualifiedName, description, title }) => {
    const about = cleanText(description ?? title ?? "")
      .replace(/\s+/g, " ")
      .trim();
    const lines = about === "" ? [] : fitText(about, columns - 4, DESCRIPTION_LINES, "");
    return [oneLine(qualifiedName), ...lines.map((line) => `  │ ${line}`)];
  });
}

function chooseModel(session: ChatSession, name: string): string[] {
  const { models } = session;
  if (name !== "" && !models.includes(name)) {
    return [
      `${oneLine(name)} is none of the models that you named.${didYouMean(name, models)}`,
      ...listModels(session),
    ];
  }
  session.model = name || session.model;
  return listModels(session);
}

function listModels({ models, model }: ChatSession): string[] {
  return models.map((name) => `${name === model ? "▸" : " "} ${oneLine(name)}`);
}
