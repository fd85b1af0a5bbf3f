import { PassThrough } from "node:stream";
import { createGateway, createRouter } from "@kit/gateway";
import { StdioTransport } from "@kit/transport";
import { OpenAI } from "openai";
import { Bench } from "tinybench";
import { locateInLab, startProgram } from "../processes/start-program.ts";
import type { Figure } from "./figure.ts";
import { DOCUMENT, type Effort } from "./workload.ts";

/** What a tool of the bench does once. */
type Task = () => Promise<unknown>;

/** Runs tasks in turns, round by round, and gives the p50 of each in milliseconds. */
async function runInTurns<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  { rounds, calls, warmUpCalls }: { rounds: number; calls: number; warmUpCalls: number },
  signal: AbortSignal,
): Promise<Record<Name, number>[]> {
  const names = Object.keys(tasks) as Name[];
  const found: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const warmUp = { warmup: round === 0, warmupTime: 0, warmupIterations: warmUpCalls };
    const bench = new Bench({ ...warmUp, time: 0, iterations: calls, throws: true, signal });
    for (const name of names) bench.add(name, tasks[name]);
    await bench.run();
    signal.throwIfAborted();
    const p50 = (name: Name) => {
      const result = bench.getTask(name)?.result;
      return result !== undefined && "latency" in result ? result.latency.p50 : Number.NaN;
    };
    found.push(Object.fromEntries(names.map((name) => [name, p50(name)])) as Record<Name, number>);
  }
  return found;
}

/** One completion over loopback: through the gateway, and through the router, against the bare `openai` package. */
export async function measureGateway(effort: Effort, signal: AbortSignal): Promise<Figure[]> {
  const provider = startProgram(locateInLab("bench/canned-provider.ts"), { signal });
  try {
    const baseURL = String(await provider.ask({}));
    const messages = [{ role: "user" as const, content: DOCUMENT }];
    const providers = { custom: { baseURL, apiKey: "none" } };
    const openai = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
    const gateway = createGateway({ env: {}, providers });
    const limits = { rpm: 1_000_000, tpm: 1_000_000_000, maxParallel: 1_000 };
    // Every policy on; only the cache is off, since it would not ask.
    const router = createRouter({
      ...{ env: {}, providers, retry: { retries: 2 }, cooldown: { afterFailures: 5 } },
      groups: {
        fast: [
          { model: "custom/canned", weight: 2, ...limits },
          { model: "custom/other", order: 2, ...limits },
        ],
      },
      fallbacks: { fast: ["custom/last"] },
    });
    const tasks = {
      openai: () => openai.chat.completions.create({ model: "canned", messages, max_tokens: 300 }),
      gateway: () => gateway.completion({ model: "custom/canned", messages, max_tokens: 300 }),
      router: () => router.completion({ model: "fast", messages, max_tokens: 300 }),
    };
    const calls = { rounds: effort.rounds, calls: effort.callsPerRound, warmUpCalls: effort.warmUpCalls };
    const times = await runInTurns(tasks, calls, signal);
    return (["gateway", "router"] as const).map((name) => ({
      title: name === "gateway" ? "gateway completion" : "router completion, every policy on",
      ...{ sides: "ms", unit: "ms more", goal: { atMost: 0.15 } },
      rounds: times.map((time) => ({ kit: time[name], bare: time.openai })),
    }));
  } finally {
    await provider.stop();
  }
}

const MEGABYTE = 1024 * 1024;
const PIPE_BYTES = 64 * 1024;
const NANOSECONDS = 1_000_000;

/** How long the transport takes for a byte of a long line, which must not grow with the line. */
export async function measureLines({ lines }: Effort, signal: AbortSignal): Promise<Figure[]> {
  const read = createReader();
  const [middle, large] = [lineOf(MEGABYTE), lineOf(8 * MEGABYTE)];
  const tasks = { middle: () => read(middle), large: () => read(large) };
  const times = await runInTurns(tasks, { rounds: lines, calls: 10, warmUpCalls: 10 }, signal);
  const perByte = (line: Buffer, ms: number) => (ms * NANOSECONDS) / line.length;
  const rounds = times.map((time) => ({ kit: perByte(large, time.large), bare: perByte(middle, time.middle) }));
  const title = "reading a byte of 8 MB / of 1 MB";
  return [{ title, sides: "ns", unit: "times", goal: { atMost: 1.5 }, rounds }];
}

/** Reads one line by the kit's transport, in pieces as they come out of a pipe. */
function createReader(): (line: Buffer) => Promise<unknown> {
  const input = new PassThrough();
  const transport = new StdioTransport(input, new PassThrough());
  let onRead: (value?: unknown) => void = () => undefined;
  transport.onmessage = () => onRead();
  const started = transport.start();
  return async (line) => {
    await started;
    const read = new Promise((resolve) => {
      onRead = resolve;
    });
    for (let at = 0; at < line.length; at += PIPE_BYTES) input.write(line.subarray(at, at + PIPE_BYTES));
    return read;
  };
}

function lineOf(bytes: number): Buffer {
  const params = { level: "info", data: "x".repeat(bytes) };
  return Buffer.from(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params })}\n`);
}
