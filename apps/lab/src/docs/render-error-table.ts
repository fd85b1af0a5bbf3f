import { ERROR_CODES } from "@kit/protocol";

/** The table of error codes as Markdown. */
export function renderErrorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { push, roundTrip, direct, isRetryable, meaning, fix }]) =>
      `| \`${code}\` | ${meaning} | ${fix} | ${push} | ${roundTrip} | ${direct} | ${isRetryable ? "yes" : "no"} |`,
  );
  const head = "| Code | What happened | What to do | push | round trip | direct | Try again |";
  return `${[head, "| --- | --- | --- | --- | --- | --- | --- |", ...rows].join("\n")}\n`;
}
