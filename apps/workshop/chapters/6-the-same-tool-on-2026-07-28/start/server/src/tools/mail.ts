import { appendFile } from "node:fs/promises";

/** Sends a mail. In this exercise a mail is a line in the file that `MAIL_OUTBOX` names. */
export async function sendMail(text: string): Promise<void> {
  await appendFile(process.env.MAIL_OUTBOX ?? "outbox.txt", `${JSON.stringify(text)}\n`);
}
