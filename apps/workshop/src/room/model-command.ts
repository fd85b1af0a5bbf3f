import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { GatewayError } from "@kit/gateway";
import { parseCount, UsageError, userFolder } from "@kit/terminal";
import { Command, InvalidArgumentError } from "commander";
import { type AnswerSource, askModel, record, replay } from "./answers.ts";
import { describeAccount, startRoomModel } from "./model-server.ts";

type Flags = {
  model?: string;
  budget?: number;
  tokens?: number;
  learners: number;
  host: string;
  port: number;
  record?: string;
  replay?: string;
};

/** `pnpm room model`: lends one model to a room, or plays what one has answered. */
export function modelCommand(signal: AbortSignal): Command {
  return new Command("model")
    .description("Lend a real model to the room: your key stays here, and each learner has a token and a budget.")
    .option("--model <provider/name>", "as in openai/NAME, with the key in your environment")
    .option("--budget <usd>", "what each learner may spend", parseDollars)
    .option("--tokens <count>", "the same in tokens, where nobody knows the price", parseCount)
    .option("--learners <count>", "how many tokens to give", parseCount, 1)
    .option("--host <address>", "0.0.0.0 opens it to your network", "127.0.0.1")
    .option("--port <port>", "where it listens, 0 for any", parsePort, 4000)
    .option("--record <file>", "keep the answers")
    .option("--replay <file>", "answer from such a file, without a key or a model")
    .action((flags: Flags) => lendModel(flags, signal));
}

function parseDollars(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Write dollars, as in 0.20.");
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError("Write a number from 0 to 65535.");
}

async function lendModel(flags: Flags, signal: AbortSignal): Promise<void> {
  const { learners, host, port } = flags;
  const budget = flags.replay === undefined ? { usd: flags.budget, tokens: flags.tokens } : {};
  const source = await openSource(flags);
  const room = await startRoomModel({
    ...{ source, learners, budget, host, port },
    onEnd(account, failure) {
      console.log(describeAccount(account, budget));
      if (failure instanceof Error) console.error(`  ${failure.message}`);
    },
  });
  console.log(source.destination);
  const address = host === "0.0.0.0" ? findOwnAddress() : host;
  for (const { name, token } of room.accounts) {
    console.log(`${name} types this once, and then pnpm dev or pnpm client as ever:`);
    console.log(
      `  export LITELLM_PROXY_API_BASE=http://${address}:${room.port} LITELLM_PROXY_API_KEY=${token} KIT_MODEL=litellm_proxy/${source.model}`,
    );
  }
  console.log("Ctrl-C ends it, and then the tokens are worth nothing.");
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await room.close();
  for (const account of room.accounts) console.log(describeAccount(account, budget));
}

async function openSource({ model, budget, tokens, ...files }: Flags): Promise<AnswerSource> {
  const here = userFolder(process.env);
  if (files.replay !== undefined) return replay(resolve(here, files.replay));
  if (model === undefined) {
    throw new UsageError("No model is named.", { fix: "Name one with --model, or recorded answers with --replay." });
  }
  if (budget === undefined && tokens === undefined) {
    const fix = "Say it: --budget 0.20 for dollars, --tokens 50000 for tokens, or both.";
    throw new UsageError("Nothing says what a learner may spend.", { fix });
  }
  try {
    const source = await askModel(model, budget !== undefined);
    return files.record === undefined ? source : record(source, resolve(here, files.record));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { fix, message, kind } = error;
    const code = kind === "missing_key" || kind === "missing_base_url" ? kind : "unknown_model";
    throw new UsageError(message.replace(` Fix: ${fix}`, ""), { fix, code });
  }
}

/** Where others in the network find this machine. */
function findOwnAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}
