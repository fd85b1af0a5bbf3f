import type { Spend } from "./budget.ts";

/** How serious a log message is (RFC 5424, as in the specification). */
export type LogLevel = "debug" | "info" | "notice" | "warning" | "error" | "critical" | "alert" | "emergency";

/** What a carrier can tell the client while a tool runs. */
export type Notify = {
  /** Sends `notifications/progress`. */
  progress: (progress: { progress: number; total?: number; message?: string }) => void;
  /** Sends `notifications/message`. */
  log: (level: LogLevel, data: unknown) => void;
};

/** A carrier that has nobody to tell. */
export const SILENT: Notify = { progress: () => undefined, log: () => undefined };

/**
 * Tells how far a tool call has come.
 *
 * @param done Must grow from report to report; one that does not is dropped, as the specification demands.
 * @param total What `done` will be at the end, if that is known.
 * @param message What is being done. The round is added to it.
 */
export type ReportProgress = (done: number, total?: number, message?: string) => void;

/** What the client was told already. A replay does not tell it again. */
export type Told = { progress: number | undefined };

/** Sends a report if it goes beyond what was told. */
export function createProgress(notify: Notify, told: Told, rounds: number, seen: Spend): ReportProgress {
  return (done, total, message) => {
    if (told.progress !== undefined && done <= told.progress) return;
    told.progress = done;
    const round = seen.rounds > 0 ? `round ${seen.rounds} of ${rounds}` : "";
    const text = [message, round].filter(Boolean).join(", ");
    notify.progress({ progress: done, ...(total !== undefined && { total }), ...(text !== "" && { message: text }) });
  };
}
