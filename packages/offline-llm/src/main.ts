import { parseArgs } from "node:util";
import { MODEL_CARDS, type OfflineModel, startOfflineModel } from "./start-offline-model.ts";

const DEFAULT_PORT = 4010;
/** Exit codes of a program that a signal ended: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

const USAGE = `Usage: offline-llm [--port PORT] [--key KEY | --no-key]

  --port PORT  TCP port on 127.0.0.1, 0 for a free one. Default: ${DEFAULT_PORT}.
  --key KEY    Bearer key that requests must carry. Default: a random one.
  --no-key     Let every request pass.
  --help       Print this.`;

try {
  const { port, key, wantsHelp } = readFlags(process.argv.slice(2));
  if (wantsHelp) console.log(USAGE);
  else await serve(port, key);
} catch (error) {
  console.error(explain(error));
  process.exitCode = error instanceof TypeError ? 2 : 1;
}

/** @throws {TypeError} when a flag is unknown or its value is wrong; the message says what to write. */
function readFlags(args: string[]): { port: number; key: string | false | undefined; wantsHelp: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: String(DEFAULT_PORT) },
      key: { type: "string" },
      "no-key": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { port, key, "no-key": noKey, help } = values;
  if (key !== undefined && noKey) throw new TypeError("Give --key or --no-key, not both.");
  if (key !== undefined && !/^\S+$/.test(key)) throw new TypeError("--key must be text without white space.");
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw new TypeError(`--port is "${port}". Give a number from 0 to 65535.`);
  }
  return { port: Number(port), key: noKey ? false : key, wantsHelp: help };
}

async function serve(port: number, key: string | false | undefined): Promise<void> {
  const model = await startOfflineModel({ port, ...(key !== undefined && { apiKey: key }) });
  // The server alone does not keep a process alive.
  const stay = setInterval(() => {}, 2 ** 30);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await model.close();
      clearInterval(stay);
      process.exitCode = EXIT_CODES[signal];
    });
  }
  console.log(describe(model, key !== false));
}

function describe({ baseURL, apiKey, modelId }: OfflineModel, hasKey: boolean): string {
  const width = Math.max(...MODEL_CARDS.map(({ id }) => id.length));
  const ids = MODEL_CARDS.map(({ id, description }) => `  ${id.padEnd(width)}  ${description}`);
  return `The offline model answers at ${baseURL}
Key: ${hasKey ? apiKey : `none needed; where a client wants one, give ${apiKey}`}
Models:
${ids.join("\n")}

Point an OpenAI client at it:
  import OpenAI from "openai";
  const openai = new OpenAI({ baseURL: "${baseURL}", apiKey: "${apiKey}" });
  await openai.chat.completions.create({ model: "${modelId}", messages: [{ role: "user", content: "Hello" }] });

Ctrl-C stops it.`;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") return "The port is taken. Choose another with --port, or --port 0 for a free one.";
  if (code === "EACCES") return "The port is reserved for the system. Choose one above 1023 with --port.";
  if (error instanceof TypeError) return `${error.message}\n\n${USAGE}`;
  throw error;
}
