import { parseArgs } from "node:util";

export interface Flags {
  /** TCP port; 0 is a free one. */
  port: number;
  /** Undefined for a random key, false for none. */
  apiKey: string | false | undefined;
  wantsHelp: boolean;
}

export const usage = `Usage: offline-llm [--port PORT] [--key KEY | --no-key]

  --port PORT  TCP port on 127.0.0.1, 0 for a free one. Default: 4010.
  --key KEY    Bearer key that requests must carry. Default: a random one.
  --no-key     Let every request pass.
  --help       Print this.`;

const defaultPort = 4010;

/**
 * Reads what stands behind the command.
 *
 * @throws {TypeError} when a flag is unknown or its value is wrong; the message says what to write.
 */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      key: { type: "string" },
      "no-key": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { port, key, "no-key": noKey = false, help = false } = values;
  if (key !== undefined && noKey) throw new TypeError("Give --key or --no-key, not both.");
  return { port: readPort(port), apiKey: noKey ? false : readKey(key), wantsHelp: help };
}

function readPort(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  if (!/^\d+$/.test(text) || Number(text) > 65_535) {
    throw new TypeError(`--port is "${text}". Give a number from 0 to 65535.`);
  }
  return Number(text);
}

function readKey(text: string | undefined): string | undefined {
  if (text !== undefined && !/^\S+$/.test(text)) throw new TypeError("--key must be text without white space.");
  return text;
}
