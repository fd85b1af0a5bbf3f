// What a tool author uses
export type { Budget, BudgetLimits, Spend } from "./budget.ts";
export { DEFAULT_BUDGET } from "./budget.ts";
export type { LogLevel, ReportProgress } from "./notify.ts";
export type { Sample, SampleReply } from "./sample/create-sample.ts";
export type { SampleOptions, ToolOptions, ValueOptions } from "./sample/sample-options.ts";
export type { SampleStep, SampleStepOptions, StepReply } from "./sample/sample-step.ts";
export type { InferOutput, Schema } from "./sample/structured/schema.ts";
export { defineSamplingTool, type SamplingTool } from "./sample/tools/sampling-tool.ts";
export type { Step, ToolContext } from "./tool-context.ts";
export { defineTool, type Tool } from "./tool.ts";

// The port that every carrier implements
export type { Ask, AskOptions, Via } from "./ask.ts";
export { type Notify, SILENT } from "./notify.ts";

// The push carrier: protocol 2025-11-25
export { type PushCall, runPush } from "./carriers/push.ts";

// The round-trip carrier: protocol 2026-07-28
export type { Journal } from "./carriers/round-trip/journal.ts";
export { type Round, type RoundOutcome, runRound } from "./carriers/round-trip/run-round.ts";
export { createStateSeal, type StateSeal, type StateSealOptions } from "./carriers/round-trip/state-seal.ts";
export { type StateStore, type StoreStateOptions, storeState } from "./carriers/round-trip/state-store.ts";

// The direct carrier: a model of the server's own
export { type DirectCall, runDirect } from "./carriers/direct.ts";

// MCP to chat completions and back
export type { ChatMessage, ChatPart, ChatReply, ChatRequest } from "./mapping/chat.ts";
export { toChatRequest } from "./mapping/to-chat-request.ts";
export { toSamplingResult } from "./mapping/to-sampling-result.ts";
