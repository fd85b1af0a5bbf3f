import type { ToolContext } from "@kit/sampling";

/** What a mail service takes: a key under which it sends a mail once, however often it is asked. */
export type SendMail = (mail: { text: string; idempotencyKey: string }) => Promise<void>;

/** A side effect belongs in a step. What must happen exactly once also needs a key that is the same in every replay. */
export async function sendReport({ sample, step }: ToolContext, data: string, sendMail: SendMail): Promise<string> {
  const idempotencyKey = await step("key", () => crypto.randomUUID());
  const { text } = await sample(`Write a report:\n\n${data}`);
  await step("send", () => sendMail({ text, idempotencyKey }));
  return text;
}
