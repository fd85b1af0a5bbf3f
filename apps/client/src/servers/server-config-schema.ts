import * as z from "zod";

const texts = z.record(z.string(), z.string());

/** An entry that names a command. Fields of other hosts are let be. */
export const commandEntrySchema = z.object({
  type: z.literal("stdio").optional(),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: texts.default({}),
  cwd: z.string().optional(),
  disabled: z.boolean().optional(),
});

/** An entry that names an address. Streamable HTTP goes by several names. */
export const urlEntrySchema = z.object({
  type: z
    .enum(["http", "streamable-http", "streamableHttp", "sse"])
    .transform((type) => (type === "sse" ? "sse" : "http"))
    .optional(),
  url: z.string().min(1),
  headers: texts.default({}),
  disabled: z.boolean().optional(),
});

export type CommandEntry = z.infer<typeof commandEntrySchema>;
export type UrlEntry = z.infer<typeof urlEntrySchema>;
