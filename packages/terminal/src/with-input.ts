import type { ReadStream } from "node:tty";

/**
 * What those listen to who read by the key, or by the line. For a line, Node's decoder of keys stays: it reads the data,
 * and there is one for all prompts.
 */
const EVENTS = { keys: ["data", "keypress", "readable"], lines: ["keypress"] } as const;

/**
 * Gives the input to `work` alone, and leaves the terminal as it was, whatever happens: Node does so itself when the
 * process exits meanwhile. Whoever else reads the input, such as a prompt, reads nothing until then.
 *
 * @param as Whether keys come one by one, or by the line.
 */
export async function withInput<T>(input: ReadStream, as: keyof typeof EVENTS, work: () => Promise<T>): Promise<T> {
  const wasRaw = input.isRaw;
  const wasFlowing = input.readableFlowing === true;
  const taken = EVENTS[as].flatMap((event) => input.rawListeners(event).map((listener) => ({ event, listener })));
  for (const { event, listener } of taken) input.off(event, listener as () => void);
  input.pause();
  input.setRawMode(as === "keys");
  try {
    return await work();
  } finally {
    input.pause();
    input.setRawMode(wasRaw);
    for (const { event, listener } of taken) input.on(event, listener as () => void);
    if (wasFlowing) input.resume();
  }
}
