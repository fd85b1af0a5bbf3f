// Texts that are safe to show, and how they fill lines
export { cleanText, createTextCleaner, flatText, oneLine, safeJson, type TextCleaner } from "./clean-text.ts";
export { labelLines, renderColumns, renderFields } from "./tables.ts";
export { jsonLines } from "./json-lines.ts";
export { createTextFlow, wrapText } from "./wrap-text.ts";

// A lesson in acts and steps, for a terminal and for programs
export { createJsonLesson, createTextLesson, type Lesson } from "./lesson.ts";
export type { Exchange } from "./text-style.ts";

// One screen for everything that is written
export { createProgressView, createScreen, type Screen } from "./screen.ts";

// Keys, prompts, pages and an editor
export { createInterrupts, interrupt, type Interrupts, untilAborted } from "./interrupts.ts";
export { Interrupted, withInput, withInterruptKey, withKeyboard, type Keyboard } from "./keyboard.ts";
export { askKey, showPages } from "./pages.ts";
export { createPrompt, editLine, runEditor } from "./prompts.ts";

// The command line: flags, files, failures and exit codes
export {
  asTyped,
  describeCauses,
  didYouMean,
  EXIT_CODES,
  guardOutput,
  renderFailure,
  reportFailure,
  runProgram,
  toFailure,
  UsageError,
  type Failure,
} from "./failures.ts";
export { parseCount, parseSeconds, parseSince } from "./argument-parsers.ts";
export { userFolder, readStatement, readTextFile, unreadable } from "./files.ts";
export { describeSchemaFlag, schemaFlags, type SchemaFlag } from "./schema-flags.ts";
export { readSchemaArguments } from "./schema-arguments.ts";
