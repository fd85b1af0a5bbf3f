// What a tool author uses

// The port, and what is built on it
export type { Ask, AskOptions, Via } from "./ask.ts";
// The push carrier: protocol 2025-11-25
export { createPushContext, type PushConnection } from "./carriers/push.ts";
// The round-trip carrier: protocol 2026-07-28
export type { Journal } from "./carriers/round-trip/journal.ts";
export { DEFAULT_MAX_ROUNDS, type Round, type RoundOutcome, runRound } from "./carriers/round-trip/run-round.ts";
export { createStateSeal, type StateSeal, type StateSealOptions } from "./carriers/round-trip/state-seal.ts";
// MCP to chat completions and back
export type { ChatMessage, ChatPart, ChatReply, ChatRequest } from "./mapping/chat.ts";
export { toChatRequest } from "./mapping/to-chat-request.ts";
export { toSamplingResult } from "./mapping/to-sampling-result.ts";
export type { Sample, SampleOptions, SampleReply } from "./sample.ts";
export { createSample } from "./sample.ts";
export type { Step, ToolContext } from "./tool-context.ts";
