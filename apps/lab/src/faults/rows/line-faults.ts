import { overStdio } from "../carriers.ts";
import type { Fault } from "../fault.ts";

/** More than a line may have, in bytes. */
const TOO_LONG = 17 * 1024 * 1024;
const NOISE = [
  "not json",
  "[]",
  '{"jsonrpc":"1.0","id":"noise","method":"x"}',
  '{"jsonrpc":"2.0","id":null,"method":"x"}',
];

/** What goes wrong with the lines of stdio, on either pipe. */
export const LINE_FAULTS: readonly Fault[] = [
  {
    name: "the server writes a line of its own between messages",
    ends: overStdio("result"),
    connection: () => ({ wire: { toClient: (line) => [`Debugger attached.\n${line}\n`] } }),
  },
  {
    name: "the server writes text without a newline before its answer, which is lost",
    ends: overStdio("timed_out"),
    connection: () => ({ wire: { toClient: once((line) => (isResult(line) ? [`Loading… ${line}\n`] : undefined)) } }),
    run: (bench) => bench.call({ timeoutMs: 700 }),
  },
  {
    name: "the client writes lines that are no messages",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: (line) => [...NOISE.map((noise) => `${noise}\n`), `${line}\n`] } }),
  },
  {
    name: "every line comes in pieces of a few bytes",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: inPieces, toClient: inPieces } }),
  },
  {
    name: "two lines come in one piece",
    ends: overStdio("result"),
    connection: () => ({ wire: { toServer: (line) => [`${line}\n${PING}\n`] } }),
  },
  {
    name: "the client's line is too long, which the server says at once",
    ends: overStdio("tool_failed"),
    run: (bench) => bench.call({ padding: TOO_LONG }),
  },
  {
    name: "the server's line is too long",
    ends: overStdio("tool_failed"),
    connection: () => ({ wire: { toClient: once((line) => (isResult(line) ? [pad(line), "\n"] : undefined)) } }),
  },
];

const PING = '{"jsonrpc":"2.0","id":"ping","method":"ping"}';

function isResult(line: string): boolean {
  return line.includes('"structuredContent"');
}

function pad(line: string): string {
  return line.replace("{", `{"padding":"${"x".repeat(TOO_LONG)}",`);
}

/** Changes the first line that it may change, and leaves the others as they are. */
function once(change: (line: string) => string[] | undefined): (line: string) => string[] {
  let isDone = false;
  return (line) => {
    const changed = isDone ? undefined : change(line);
    isDone ||= changed !== undefined;
    return changed ?? [`${line}\n`];
  };
}

/** Pieces of fewer bytes than a character may have. */
function inPieces(line: string): string[] {
  return `${line}\n`.match(/[\s\S]{1,7}/g) ?? [];
}
