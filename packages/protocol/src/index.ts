// Tool contracts
export { answer } from "./contracts/answer.ts";
export { type Classification, classify } from "./contracts/classify.ts";
export { parseArguments, parseOutput } from "./contracts/parse-tool.ts";
export { summarize } from "./contracts/summarize.ts";
export {
  defineContract,
  type ToolAnnotations,
  type ToolArguments,
  type ToolContract,
  type ToolInput,
  type ToolOutput,
} from "./contracts/tool-contract.ts";
export { translate } from "./contracts/translate.ts";
// What contracts are made of
export { SAMPLING_TOOL_ANNOTATIONS } from "./contracts/sampling-tool-annotations.ts";
// Errors
export { ERROR_CODES, type ErrorCode, type Meets } from "./errors/error-codes.ts";
export { ERROR_META_KEY, type ErrorPayload, fromErrorPayload, toErrorPayload } from "./errors/error-payload.ts";
export { KitError } from "./errors/kit-error.ts";
export { fromToolError, toToolError } from "./errors/tool-error.ts";
// Protocol revisions
export { PROTOCOL_REVISIONS, type ProtocolRevision } from "./protocol-revision.ts";
// Sampling, as the specification has it
export { checkMessages } from "./sampling/check-messages.ts";
export {
  type AudioContent,
  blocksOf,
  type ContentBlock,
  type ImageContent,
  type TextContent,
  type ToolResultContent,
  type ToolUseContent,
} from "./sampling/content-block.ts";
export { fromDeclinedResult, toDeclinedResult } from "./sampling/declined-result.ts";
export { parseSamplingRequest, parseSamplingResult } from "./sampling/parse-sampling.ts";
export type { ModelPreferences, SamplingMessage, SamplingRequest } from "./sampling/sampling-request.ts";
export { type SamplingResult, USAGE_META_KEY, type Usage, usageSchema } from "./sampling/sampling-result.ts";
// Validation
export { describeIssues } from "./validation/describe-issues.ts";
export { MAX_TEXT_BYTES, travellingText } from "./validation/travelling-text.ts";
