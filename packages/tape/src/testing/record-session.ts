import { parseTape, type RecordedTape } from "../read.ts";
import { createTape, type TapeEvent, type TapeOptions } from "../record.ts";

type Message = Record<string, unknown>;

/** Records what a test tells, and reads it back. */
export function recordSession(options: Omit<TapeOptions, "write"> = {}) {
  let text = "";
  const tape = createTape({
    ...options,
    write(lines) {
      text += lines;
    },
  });
  return {
    connect(server = "kit") {
      const { onTraffic, observe } = tape.connect(server);
      const see = (direction: "sent" | "received") => (message: Message) =>
        onTraffic({ direction, message: { jsonrpc: "2.0", ...message }, bytes: 10 });
      return { sent: see("sent"), received: see("received"), observe: (event: TapeEvent & Message) => observe(event) };
    },
    read(): RecordedTape & { text: string } {
      tape.close();
      return { ...parseTape(text), text };
    },
  };
}

export const META = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };
export const question = (text: string) => ({
  messages: [{ role: "user", content: { type: "text", text } }],
  maxTokens: 9,
});
