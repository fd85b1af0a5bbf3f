import {
  type CallProgress,
  type ListedTool,
  PROTOCOL_REVISIONS,
  type ProtocolRevision,
  type SamplingRequest,
  type SamplingResult,
} from "@kit/protocol";
import type { TapeEntry, TapeHeader } from "@kit/tape";
import type { Failure } from "@kit/terminal";
import * as z from "zod";

// What the page and its server say to each other. The page imports the types only.
//
// GET  /api/state       State
// GET  /api/events      server-sent events: StageEvents. `id:` numbers them, and Last-Event-ID resumes behind one.
// POST /api/call        CallBody       → 202 { call }
// POST /api/cancel      CancelBody     → 200
// POST /api/cards/<id>  CardBody       → 200; 409 when it is closed already: the first answer counts
// POST /api/settings    SettingsBody   → 200 State
// GET  /api/tape        what was recorded, as NDJSON
// PUT  /api/tape        a tape, as NDJSON → 200 LoadedTape
//
// What fails is answered with { error: Failure } and a status of 4xx.

/** `live`: a host that calls tools. `replay`: a tape that was recorded. `follow`: one that is being recorded. */
export type Mode = "live" | "replay" | "follow";

const text = (most: number) => z.string().min(1).max(most);
const callId = z.int().min(1);

export const callSchema = z.strictObject({
  server: text(200),
  tool: text(200),
  arguments: z.record(z.string(), z.unknown()),
  revision: z.enum([...PROTOCOL_REVISIONS, "both"]),
});
export type CallBody = z.infer<typeof callSchema>;

export const cancelSchema = z.strictObject({ call: callId });
export type CancelBody = z.infer<typeof cancelSchema>;

/** Of a review, `once` sends the answer. */
export const DECISIONS = ["once", "session", "always", "deny"] as const;
export type CardDecision = (typeof DECISIONS)[number];

/** Whoever edits sends what is to stand in place of it. It is checked as the terminal's edit is. */
export const cardSchema = z.strictObject({
  decision: z.enum(DECISIONS),
  edited: z
    .strictObject({
      systemPrompt: z.string().optional(),
      messages: z.array(z.unknown()).min(1),
      maxTokens: z.int().min(1).optional(),
    })
    .optional(),
});
export type CardBody = z.infer<typeof cardSchema>;

/** A fault of the stand-in answers in place of the model; null takes it back. */
export const settingsSchema = z.strictObject({ model: text(200).optional(), fault: text(200).nullable().optional() });
export type SettingsBody = z.infer<typeof settingsSchema>;

/** A server on one revision: the kit speaks to it on each side by side. */
export type ServerState = {
  name: string;
  revision: ProtocolRevision;
  status: "starting" | "up" | "down";
  /** Why it is down. */
  reason?: string;
  /** How it is reached: its command or its URL. */
  reachedBy: string;
  /** The names of the variables that its process gets. There is no key of a model among them. */
  env: string[];
  tools: readonly ListedTool[];
  policy: { mode: string; because: string; review: boolean; maxTokens: number; redactions: number };
};

export type ModelState = {
  name: string;
  /** Whether a key of the user's is sent to it: it stays with the client. */
  holdsKey: boolean;
  /** Whether prompts leave this machine. */
  isHosted: boolean;
  /** The hosts that may get them. */
  hosts: string[];
};

/** What is used, and the most that the policy allows for a session. Absent: there is no limit. */
export type Meter = { used: number; max?: number };

export type State = {
  mode: Mode;
  servers: ServerState[];
  models: ModelState[];
  model: string;
  faults: { name: string; description: string }[];
  fault: string | null;
  revisions: readonly ProtocolRevision[];
  limits: { tokens: Meter; costUsd: Meter; rounds: { max: number } };
  /** The calls that are under way. */
  running: { call: number; revision: CallBody["revision"] }[];
};

/** A question to the user: whether a request may go to a model, or its answer to the server. */
export type Card = {
  id: string;
  kind: "approve" | "review";
  server: string;
  reachedBy: string;
  /** What the server calls itself. Its claim. */
  claimedName: string;
  revision: ProtocolRevision;
  /** The calls that it may belong to: several where the wire does not say. */
  calls: { tool: string; arguments: Readonly<Record<string, unknown>> }[];
  model: string;
  /** The hosts that would get the prompt. Empty: it stays on this machine. */
  hosts: string[];
  /** Why this model. It may quote the server. */
  why: string;
  /** What looks like a prompt injection. */
  signals: readonly string[];
  /** What would leave: redacted, and within what the policy grants. */
  request: SamplingRequest;
  askedMaxTokens: number;
  estimate: { inputTokens: number; outputTokens: number; costUsd?: number };
  /** How often each redaction took something out. */
  redacted: Readonly<Record<string, number>>;
  policy: { mode: string; because: string };
  /** How many requests wait for this decision. */
  waiting: number;
  actions: { decision: CardDecision; label: string; help: string }[];
  /** The answer, when it is reviewed. */
  result?: SamplingResult;
};

/** The events, by their names. A card that comes again under its id has changed. */
export type StageEvents = {
  entry: TapeEntry;
  card: Card;
  "card-closed": { id: string; decision?: CardDecision; isEdited?: boolean };
  state: State;
  progress: CallProgress & { call: number; revision: ProtocolRevision };
  result: { call: number; revision: ProtocolRevision; server: string; tool: string; ms: number } & (
    | { ok: true; text: string; structuredContent?: unknown }
    | { ok: false; error: Failure }
  );
  /** A sentence for the user: such as why a server is down. */
  notice: { text: string };
};

export type LoadedTape = { header: TapeHeader; entries: readonly TapeEntry[]; notices: readonly string[] };
