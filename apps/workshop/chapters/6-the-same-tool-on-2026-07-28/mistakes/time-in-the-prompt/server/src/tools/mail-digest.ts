import { defineContract, travellingText } from "@kit/protocol";
import { defineTool } from "@kit/sampling";
import * as z from "zod";
import { sendMail } from "./mail.ts";

const mailDigest = defineContract({
  name: "mail_digest",
  title: "Mail a digest",
  description: "Summarizes two texts, mails the summaries to the team, and returns a line that announces the mail.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  inputSchema: z.strictObject({ first: travellingText("A text."), second: travellingText("Another text.") }),
  outputSchema: z.object({ mail: z.string().min(1), announcement: z.string().min(1) }),
});

/** Three questions and a mail: the last question needs what was mailed. */
export const mailDigestTool = defineTool(mailDigest, async ({ first, second }, { sample, step }) => {
  const now = new Date().toISOString();
  const one = await sample(`It is ${now}. Summarize in a sentence:\n\n${first}`, { maxTokens: 200 });
  const two = await sample(`It is ${now}. Summarize in a sentence:\n\n${second}`, { maxTokens: 200 });
  const mail = `${one.text}\n${two.text}`;
  await step("send", () => sendMail(mail));
  const { text: announcement } = await sample(`Announce this mail in one line:\n\n${mail}`, { maxTokens: 100 });
  return { mail, announcement };
});
