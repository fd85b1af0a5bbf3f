import { livingProcesses, untilGone } from "../processes/living-processes.ts";
import { createLog, type Program } from "../processes/start-program.ts";
import { CARRIERS, type Carrier, type Outcome } from "./carriers.ts";
import {
  type CallOptions,
  type ClientEvent,
  type ClientProcess,
  DOCUMENT,
  environment,
  type OpenOptions,
  SERVER_COMMAND,
  startClient,
  startServer,
} from "./fault-processes.ts";
import { type Provider, startProvider } from "./start-provider.ts";
import { type Tap, tapHttp, tapStdio, type Wire } from "./wire.ts";

const PATIENCE_MS = 120_000;
export const HTTP_ARGS = ["--http", "--port", "0", "--shutdown-timeout", "1"];

/** A client process, the server that it speaks to on one carrier, and a provider of models: all as warm as can be. */
export class TestBed {
  readonly carrier: Carrier;
  readonly log = createLog();
  /** What the last call that failed said. */
  lastMessage = "";
  /** Where the server listens, over HTTP. */
  url = "";
  /** Whether the connection is one that others may use after this. */
  isPlain = false;
  #provider: Provider | undefined;
  #client: { process: ClientProcess; jumpMs: number } | undefined;
  #httpServer: { process: Program; jumpMs: number } | undefined;
  #serverPid = 0;
  /** What the client has started: over stdio its server, or what stands between. */
  #childPid = 0;
  #tap: Tap | undefined;
  readonly #started = new Set<number>();

  constructor(carrier: Carrier) {
    this.carrier = carrier;
  }

  get provider(): Provider {
    if (this.#provider === undefined) throw new Error("open() comes first.");
    return this.#provider;
  }

  get client(): ClientProcess {
    if (this.#client === undefined) throw new Error("open() comes first.");
    return this.#client.process;
  }

  /** Opens a connection in place of the last one, and starts of the processes those that are gone, or are to differ. */
  async open(options: OpenOptions = {}): Promise<void> {
    const { canSample = true, wire, serverJumpMs = 0, clientJumpMs = 0 } = options;
    const { revision, isHttp } = CARRIERS[this.carrier];
    this.#provider ??= await startProvider();
    await this.#ensureClient(clientJumpMs);
    if (isHttp) await this.#ensureHttpServer(serverJumpMs);
    const lastTap = this.#tap;
    this.#tap = undefined;
    const server = isHttp ? await this.#urlServer(wire) : await this.#commandServer(wire, serverJumpMs);
    const reply = await this.client.order({ do: "connect", revision, canSample, server: { name: "kit", ...server } });
    await lastTap?.close();
    if (reply.code !== undefined) throw new Error(`No connection: ${reply.message}`);
    if (reply.serverPid !== undefined) {
      this.#childPid = this.#note(reply.serverPid);
      if (wire === undefined) this.#serverPid = reply.serverPid;
    }
    this.isPlain = Object.keys(options).length === 0;
    await this.sampleAs("answers");
    this.provider.answerWith("a text");
  }

  /** How the client's sampling handler behaves from now on, and how long it waits for a model. */
  async sampleAs(behaviour: string, timeoutMs = PATIENCE_MS): Promise<void> {
    await this.client.order({ do: "sample", behaviour, timeoutMs });
  }

  async call(options: CallOptions = {}): Promise<Outcome> {
    const { tool = "summarize", args = { document: DOCUMENT }, padding = 0, timeoutMs = PATIENCE_MS } = options;
    const reply = await this.client.order({ do: "call", tool, args, padding, timeoutMs });
    this.lastMessage = reply.message ?? "";
    return (reply.code as Outcome | undefined) ?? "result";
  }

  /** Makes a call, and resolves when the client says that of it. The call is still open. */
  async callUntil(event: ClientEvent, options?: CallOptions): Promise<{ ended: Promise<Outcome> }> {
    const happened = this.client.next(event);
    const ended = this.call(options);
    await happened;
    return { ended };
  }

  async cancel(): Promise<void> {
    await this.client.order({ do: "cancel" });
  }

  signalServer(signal: NodeJS.Signals): void {
    process.kill(this.#serverPid, signal);
  }

  async killServer(): Promise<void> {
    this.signalServer("SIGKILL");
    await untilGone([this.#serverPid]);
  }

  async killClient(): Promise<void> {
    const { pid } = this.client;
    process.kill(pid, "SIGKILL");
    this.#client = undefined;
    await untilGone([pid]);
  }

  /** Lets the clock of one of the processes jump. */
  async jumpClock(who: "server" | "client"): Promise<void> {
    process.kill(who === "server" ? this.#serverPid : this.client.pid, "SIGUSR2");
    await this.log.said(/The clock has jumped/);
  }

  /** Starts one more server, to which the client does not speak: over stdio, or as its arguments say. */
  startOtherServer(args: readonly string[] = [], jumpMs = 0): Program {
    const server = startServer(args, jumpMs, this.log.add);
    this.#note(server.pid);
    return server;
  }

  /** Waits until of what was started nothing is left but what is in use. */
  untilTidy(): Promise<void> {
    return untilGone([...this.#started], new Set([this.#client?.process.pid, this.#serverPid, this.#childPid]));
  }

  async close(): Promise<void> {
    await this.#client?.process.stop();
    await this.#tap?.close();
    await this.#stopHttpServer();
    await this.#provider?.close();
    await untilGone([...this.#started]);
  }

  /** Ends everything at once, after a cell that did not end. */
  abandon(): void {
    for (const pid of livingProcesses(this.#started)) process.kill(pid, "SIGKILL");
    this.#client = undefined;
    this.isPlain = false;
  }

  #note(pid: number): number {
    this.#started.add(pid);
    return pid;
  }

  async #ensureClient(jumpMs: number): Promise<void> {
    if (this.#client?.jumpMs === jumpMs) return;
    await this.#client?.process.stop();
    const env = { KIT_MODEL: "custom/model", CUSTOM_BASE_URL: this.provider.baseURL };
    this.#client = { process: await startClient(env, jumpMs, this.log.add), jumpMs };
    this.#note(this.client.pid);
  }

  async #ensureHttpServer(jumpMs: number): Promise<void> {
    const isAlive = livingProcesses(new Set([this.#httpServer?.process.pid ?? 0])).length > 0;
    if (isAlive && this.#httpServer?.jumpMs === jumpMs) return;
    await this.#stopHttpServer();
    const server = startServer(HTTP_ARGS, jumpMs, this.log.add);
    this.#httpServer = { process: server, jumpMs };
    const [, url = ""] = await server.said(/Listening on (http:\S+)/);
    this.url = url;
    this.#serverPid = this.#note(server.pid);
  }

  async #stopHttpServer(): Promise<void> {
    this.#httpServer?.process.child.kill("SIGTERM");
    await this.#httpServer?.process.exited;
    this.#httpServer = undefined;
  }

  async #urlServer(wire: Wire | undefined) {
    if (wire === undefined) return { url: this.url };
    const tap = await tapHttp(this.url, wire);
    this.#tap = tap;
    return { url: tap.url };
  }

  async #commandServer(wire: Wire | undefined, jumpMs: number) {
    if (wire === undefined) return { ...SERVER_COMMAND, env: environment(jumpMs) };
    const server = this.startOtherServer([], jumpMs);
    const tap = await tapStdio(server, wire);
    this.#tap = tap;
    this.#serverPid = server.pid;
    return { command: process.execPath, args: tap.args, env: environment() };
  }
}
