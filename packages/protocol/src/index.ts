// Tool contracts
export { answer } from "./contracts/answer.ts";
export { type Classification, classify } from "./contracts/classify.ts";
export { summarize } from "./contracts/summarize.ts";
export { translate } from "./contracts/translate.ts";
// What contracts are made of, and what is checked against them
export {
  defineContract,
  MAX_TEXT_BYTES,
  parseArguments,
  parseOutput,
  SAMPLING_TOOL_ANNOTATIONS,
  type ToolAnnotations,
  type ToolArguments,
  type ToolContract,
  type ToolInput,
  type ToolOutput,
  travellingText,
  withoutOddHeaders,
} from "./contracts/tool-contract.ts";
// A tool and its calls, as they cross the wire
export {
  type CallProgress,
  describeResult,
  fromCallError,
  type ListedTool,
  listTools,
  missingCapability,
  readToolResult,
  type ToolList,
  type ToolResult,
  unreadableAnswer,
} from "./tool-call.ts";
// Errors, and how they cross the wire
export { ERROR_CODES, type ErrorCode, type Meets } from "./errors/error-codes.ts";
export { codeError } from "./errors/code-error.ts";
export {
  ERROR_META_KEY,
  type ErrorPayload,
  fromErrorPayload,
  fromToolError,
  KitError,
  toErrorPayload,
  toToolError,
} from "./errors/kit-error.ts";
// Protocol revisions
export { PROTOCOL_REVISIONS, type ProtocolRevision } from "./protocol-revision.ts";
// Sampling, as the specification has it
export {
  fromDeclinedResult,
  parseSamplingRequest,
  parseSamplingResult,
  toDeclinedResult,
} from "./sampling/checks.ts";
export {
  type AudioContent,
  blocksOf,
  type ContentBlock,
  describeBlock,
  describeContent,
  type ModelPreferences,
  type SamplingMessage,
  type SamplingRequest,
  type SamplingResult,
  type ToolResultContent,
  type ToolUseContent,
  USAGE_META_KEY,
  type Usage,
  usageSchema,
} from "./sampling/schemas.ts";
// One trace over both sides
export { type Trace, trace } from "./trace.ts";
// Reading what others sent
export {
  describeIssues,
  describeValue,
  isRecord,
  type JsonRpcResponse,
  parseJson,
  readResponse,
  shorten,
  unreadableResponse,
  type WireError,
} from "./validation.ts";
