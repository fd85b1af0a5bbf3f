// What a tool author uses
export { type Budget, type BudgetLimits, DEFAULT_BUDGET, type Spend } from "./budget.ts";
export type { SampleOptions, SampleReply } from "./sample/ask-once.ts";
export type { ToolOptions } from "./sample/converse.ts";
export type { Sample, SampleStep, SampleStepOptions, StepReply, ValueOptions } from "./sample/sample.ts";
export type { InferOutput, Schema } from "./sample/schema.ts";
export { defineSamplingTool, type SamplingTool } from "./sample/tools.ts";
export {
  assertComplete,
  defineTool,
  type ReportProgress,
  sampleParts,
  type Tool,
  type ToolContext,
  wrapData,
} from "./sample/tool.ts";

// What every carrier implements
export { type Ask, type AskOptions, type LogLevel, type Notify, SILENT, type Step, type Via } from "./carrier.ts";

// The push carrier (protocol 2025-11-25), and the direct one (a model of the server's own)
export { type DirectCall, type PushCall, runDirect, runPush } from "./carriers/live.ts";

// The round-trip carrier (protocol 2026-07-28): the client's end, and the server's
export { type AnswerQuestion, answerRounds } from "./answer-rounds.ts";
export type { Journal } from "./carriers/journal.ts";
export { type Round, type RoundOutcome, runRound } from "./carriers/run-round.ts";
export { createStateSeal, type StateSeal, type StateSealOptions } from "./carriers/state-seal.ts";
export { type StateStore, type StoreStateOptions, storeState } from "./carriers/state-store.ts";

// MCP to chat completions and back
export type { ChatMessage, ChatPart, ChatReply, ChatRequest } from "./mapping/mapping.ts";
export { toChatRequest, toSamplingResult } from "./mapping/mapping.ts";
