import { didYouMean } from "@kit/terminal";
import * as z from "zod";
import { BUILT_IN_REDACTIONS } from "../redaction/built-in-redactions.ts";
import { createOwnRedaction } from "../redaction/redaction.ts";
import type { Mode } from "./policy-decision.ts";

const COUNT = "Use a whole number above 0.";
const LIMIT = "Use a whole number, 0 for nothing at all, or null for no limit.";
const USD = "Use a number of dollars, 0 for nothing that costs, or null for no limit.";
const ROUNDS = "Use a whole number, 0 for none.";
const LIST = "Use a list of texts.";
const NAME = "Use a text of 1 to 60 characters.";

const MODE_NAMES = ["ask", "session", "auto", "deny"] as const satisfies readonly Mode[];

const builtIn = BUILT_IN_REDACTIONS.map(({ name }) => name);
const count = z.int(COUNT).positive(COUNT).optional();
const limit = z.int(LIMIT).nonnegative(LIMIT).nullable().optional();
const usd = z.number(USD).nonnegative(USD).nullable().optional();
const flag = z.boolean("Use true or false.").optional();

const rule = {
  mode: z
    .enum(MODE_NAMES, `Use one of ${MODE_NAMES.join(", ")}.`)
    .optional()
    .describe("How requests are let through. ask: each tool call; session: once for each tool; auto; deny."),
  models: z
    .array(z.string(LIST).min(1, NAME), LIST)
    .min(1, "Name a model, or leave the field out to allow all.")
    .optional()
    .describe("The models that may answer: provider/name whatever the case, `*` for any characters."),
  maxTokens: count.describe("The most tokens of one answer. A request that asks for more gets this many."),
  requestsPerMinute: limit.describe("Requests in a minute. null: no limit."),
  tokensPerSession: limit.describe("Tokens, in and out, in one run of the client. null: no limit."),
  tokensPerDay: limit.describe("Tokens, in and out, in a day. null: no limit."),
  usdPerSession: usd.describe("US dollars in one run of the client. null: no limit."),
  usdPerDay: usd.describe("US dollars in a day. null: no limit."),
  maxToolRounds: z
    .int(ROUNDS)
    .nonnegative(ROUNDS)
    .optional()
    .describe("How often in one conversation the model may use the tools that a request brings."),
  redact: z
    .array(z.string(LIST), LIST)
    .optional()
    .describe(`What is taken out before a prompt leaves: ${builtIn.join(", ")}, or names of \`redactions\`.`),
  review: flag.describe("Whether you look at an answer before the server gets it."),
  log: z
    .enum(["metadata", "content"], "Use one of metadata, content.")
    .optional()
    .describe("What the ledger keeps: that it happened, or also what was asked and answered."),
};

const ruleObject = z.strictObject(rule, "Use an object with the fields of a rule.");
const BY_NAME = "Use an object, with a name for each entry.";

const serverRule = z.strictObject(
  {
    ...rule,
    tools: z
      .record(z.string().min(1), ruleObject, BY_NAME)
      .optional()
      .describe("Rules for tools, by name. `*` stands for any tool, and for a request outside of any tool call."),
  },
  "Use an object with the fields of a rule, and tools.",
);

const ownName = z
  .string()
  .min(1, NAME)
  .max(60, NAME)
  .refine((name) => !builtIn.includes(name), "A built-in redaction has it. Choose another name.");

const ownPattern = z.string("Use a regular expression as a text.").superRefine((pattern, context) => {
  try {
    createOwnRedaction("", pattern);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
  }
});

const policyObject = z.strictObject(
  {
    $schema: z.string("Use a text.").optional().describe("Where this schema is, for editors."),
    defaults: ruleObject.optional().describe("The rule for every server."),
    servers: z
      .record(z.string().min(1), serverRule, BY_NAME)
      .optional()
      .describe("Rules for servers, by the name you gave them. `*` stands for any server."),
    redactions: z
      .record(ownName, ownPattern, BY_NAME)
      .optional()
      .describe("Redactions of your own: a regular expression in RE2 syntax for each name."),
  },
  "Use an object: { }.",
);

/** What a policy file may say. A field that nobody knows is an error. So is a name in a `redact` of no redaction. */
export const policySchema = policyObject.superRefine(({ defaults = {}, servers = {}, redactions = {} }, context) => {
  const names = [...builtIn, ...Object.keys(redactions)];
  const check = ({ redact = [] }: Rule, ...path: string[]) => {
    for (const [at, name] of redact.entries()) {
      if (names.includes(name)) continue;
      const hint = didYouMean(name, names) || ` Use one of ${names.join(", ")}.`;
      context.addIssue({
        code: "custom",
        path: [...path, "redact", at],
        message: `No redaction has that name.${hint}`,
      });
    }
  };
  check(defaults, "defaults");
  for (const [server, { tools = {}, ...ofServer }] of Object.entries(servers)) {
    check(ofServer, "servers", server);
    for (const [tool, ofTool] of Object.entries(tools)) check(ofTool, "servers", server, "tools", tool);
  }
});

export const RULE_FIELDS = Object.keys(rule) as readonly (keyof Rule)[];

/** What a file may say of a server, a tool, or all of them. Absent: a more general rule decides. */
export type Rule = z.infer<typeof ruleObject>;

export type PolicyFile = z.infer<typeof policySchema>;

export function policyJsonSchema(): object {
  return { ...z.toJSONSchema(policySchema), title: "Sampling policy of @kit/client" };
}
