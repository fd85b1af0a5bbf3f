import type { Call } from "../call/call.ts";
import { isRecord } from "../is-record.ts";

/** Has the provider count the tokens of a stream, unless it does so unasked or the caller has said otherwise. */
export function askForUsage({ asked, body }: Call): void {
  if (asked.model.provider.usageInStreams === "unasked") return;
  const given = isRecord(body.stream_options) ? body.stream_options : {};
  body.stream_options = { include_usage: true, ...given };
}
