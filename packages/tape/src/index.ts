// Record
export { createTape, openTape, type Tape, type TapeEvent, type TapeOptions, type TapeTraffic } from "./record.ts";

// Read
export { entrySchema, messageOf, type TapeEntry, type TapeHeader, type TapeMessage, tapeJsonSchema } from "./entry.ts";
export { parseTape, type RecordedTape, readTape } from "./read.ts";
export { describeEntry, listCalls, type TapeCall } from "./calls.ts";

// Show
export { renderTape } from "./show.ts";
