import type { Generation } from "@kit/consent";
import type { Destination, LocalServer } from "@kit/gateway";
import type { ErrorCode, ListedTool, ProtocolRevision, SamplingRequest, SamplingResult } from "@kit/protocol";
import type { Failure } from "@kit/terminal";

type OnProtocol = { protocol: ProtocolRevision };

/** What one tool, called once or several times, cost on the wire. */
export type CallMeasure = {
  protocol: ProtocolRevision;
  tool: string;
  calls: number;
  /** How many messages crossed, in both directions, and how many of them were `tools/call` requests. */
  messages: number;
  toolCalls: number;
  /** How many bytes crossed, in both directions. */
  bytes: number;
  milliseconds: number;
};

/** Everything that the walkthrough shows, as data: `--json` prints it as it is, a terminal gets it as text. */
export type WalkthroughStep =
  | { step: "opened"; models: readonly string[]; destinations: Destination[] }
  | { step: "act"; title: string }
  | ({
      step: "server-spawned";
      command: string[];
      pid: number | undefined;
      /** The names of the variables that the server gets, and those among them that look like secrets. */
      environment: string[];
      secrets: string[];
      /** The names of the secrets of this process that the server does not get. */
      withheld: string[];
    } & OnProtocol)
  | ({ step: "connected"; server: string; tools: readonly ListedTool[] } & OnProtocol)
  | ({ step: "tool-called"; tool: string; arguments: Record<string, unknown> } & OnProtocol)
  | ({ step: "sampling-requested"; tool: string; request: SamplingRequest } & OnProtocol)
  | ({ step: "model-chosen"; model: string; reason: string } & OnProtocol)
  | ({ step: "generated"; host: string; path: string } & Generation & OnProtocol)
  | ({ step: "sampling-replied"; tool: string; result: SamplingResult } & OnProtocol)
  | ({ step: "sampling-failed"; tool: string; code: ErrorCode; message: string; detail?: string } & OnProtocol)
  | ({ step: "tool-returned"; tool: string; result: Record<string, unknown> } & OnProtocol)
  | { step: "compared"; rows: CallMeasure[] }
  | { step: "recap"; models: readonly string[]; destinations: Destination[]; localServers: LocalServer[] }
  | ({ step: "failed" } & Failure);

/** Takes the steps as they happen. */
export type Show = (step: WalkthroughStep) => void;
