import { fileURLToPath } from "node:url";
import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { applyPolicy } from "../handler/apply-policy.ts";
import { redact } from "../handler/redact.ts";
import type { SamplingTurn } from "../handler/sampling-turn.ts";
import { TEST_ORIGIN } from "../testing/test-origin.ts";
import { testTurn } from "../testing/test-turn.ts";
import { createPolicy } from "./create-policy.ts";
import { loadPolicy } from "./load-policy.ts";
import { RULE_FIELDS } from "./policy-schema.ts";

const here = fileURLToPath(new URL("fixtures", import.meta.url));
const none = createPolicy(loadPolicy(undefined, here));
const empty = createPolicy(loadPolicy("empty.policy.jsonc", here));
const person = createPolicy(loadPolicy("person.policy.jsonc", here));
const company = createPolicy(loadPolicy("company.policy.jsonc", here));
const POLICIES = { none, empty, person, company };

type PolicyName = keyof typeof POLICIES;

/** One decision: the policy, the server, its tools, the field, its value, and which rule decided it. */
type Row = [PolicyName, server: string, tools: string[], field: string, value: unknown, because: string];

const ALL = ["private-keys", "api-keys", "passwords", "email-addresses", "card-numbers"];

const WIKI = "servers.wiki.tools";

const ROWS: Row[] = [
  // Without a file, and with one that says nothing
  ["none", "kit", ["summarize"], "mode", "ask", "default"],
  ["none", "kit", [], "mode", "ask", "default"],
  ["empty", "kit", ["summarize"], "mode", "ask", "default"],
  ["empty", "kit", ["summarize"], "models", undefined, "default"],
  ["empty", "kit", ["summarize"], "maxTokens", 4096, "default"],
  ["empty", "kit", ["summarize"], "requestsPerMinute", 60, "default"],
  ["empty", "kit", ["summarize"], "tokensPerSession", undefined, "default"],
  ["empty", "kit", ["summarize"], "usdPerDay", undefined, "default"],
  ["empty", "kit", ["summarize"], "maxToolRounds", 5, "default"],
  ["empty", "kit", ["summarize"], "redact", ALL, "default"],
  ["empty", "kit", ["summarize"], "review", false, "default"],
  ["empty", "kit", ["summarize", "translate"], "log", "metadata", "default"],

  // The file's defaults, for a server that nobody names
  ["person", "new", ["x"], "maxTokens", 2048, "defaults.maxTokens"],
  ["person", "new", ["x"], "models", ["offline/*", "ollama/*"], "defaults.models"],
  ["person", "new", ["x"], "mode", "ask", "default"],
  ["person", "new", ["x"], "log", "content", "defaults.log"],
  ["person", "new", ["x"], "usdPerDay", 1, "defaults.usdPerDay"],
  ["company", "new", ["x"], "mode", "deny", "defaults.mode"],
  ["company", "new", [], "mode", "deny", "defaults.mode"],
  ["company", "constructor", ["toString"], "mode", "deny", "defaults.mode"],
  ["company", "__proto__", ["__proto__"], "mode", "deny", "defaults.mode"],

  // Any server, and any tool of any server
  ["person", "new", ["x"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],
  ["person", "new", ["x"], "maxToolRounds", 3, "servers.*.tools.*.maxToolRounds"],
  ["person", "new", [], "maxToolRounds", 3, "servers.*.tools.*.maxToolRounds"],
  ["person", "new", ["search"], "mode", "session", "servers.*.tools.search.mode"],
  ["person", "new", ["Search"], "mode", "ask", "default"],
  ["person", "*", ["x"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],

  // A server by its name
  ["person", "kit", ["classify"], "mode", "session", "servers.kit.mode"],
  ["person", "kit", ["search"], "mode", "session", "servers.kit.mode"],
  ["person", "kit", [], "mode", "session", "servers.kit.mode"],
  ["person", "kit", ["classify"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],
  ["person", "Kit", ["classify"], "mode", "ask", "default"],
  ["person", "shady", ["search"], "mode", "deny", "servers.shady.mode"],
  ["person", "trusted", ["x"], "mode", "auto", "servers.trusted.mode"],
  ["person", "trusted", ["x"], "requestsPerMinute", undefined, "servers.trusted.requestsPerMinute"],
  ["person", "trusted", ["x"], "usdPerDay", undefined, "servers.trusted.usdPerDay"],
  ["person", "trusted", ["x"], "models", ["*"], "servers.trusted.models"],
  ["person", "trusted", ["x"], "redact", [], "servers.trusted.redact"],

  // A tool of a server
  ["person", "kit", ["classify"], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["person", "kit", [], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["person", "kit", ["translate"], "maxTokens", 500, "servers.kit.tools.translate.maxTokens"],
  ["person", "kit", ["summarize"], "mode", "auto", "servers.kit.tools.summarize.mode"],
  ["person", "kit", ["summarize"], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["person", "kit", ["summarize"], "models", ["offline/kit-offline-1"], "servers.kit.tools.summarize.models"],
  ["person", "kit", ["summarize"], "tokensPerDay", 50_000, "servers.kit.tools.summarize.tokensPerDay"],
  ["person", "kit", ["translate"], "review", true, "servers.kit.tools.translate.review"],
  ["person", "kit", ["translate"], "redact", ["api-keys", "passwords"], "servers.kit.tools.translate.redact"],
  ["person", "kit", ["a.b"], "log", "metadata", 'servers.kit.tools["a.b"].log'],
  ["person", "other", ["summarize"], "mode", "ask", "default"],
  ["company", "wiki", ["delete"], "mode", "deny", "servers.wiki.tools.delete.mode"],
  ["company", "wiki", ["find"], "review", true, "defaults.review"],
  ["company", "wiki", ["edit"], "redact", ["staff number", ...ALL], "default"],

  // Several tools may have asked: the strictest, field by field
  ["person", "kit", ["summarize", "translate"], "mode", "ask", "servers.kit.tools.translate.mode"],
  ["person", "kit", ["translate", "summarize"], "mode", "ask", "servers.kit.tools.translate.mode"],
  ["person", "kit", ["summarize", "classify"], "mode", "session", "servers.kit.mode"],
  ["person", "kit", ["summarize", "translate"], "maxTokens", 500, "servers.kit.tools.translate.maxTokens"],
  ["person", "kit", ["summarize", "translate"], "tokensPerDay", 50_000, "servers.kit.tools.summarize.tokensPerDay"],
  ["person", "kit", ["summarize", "translate"], "review", true, "servers.kit.tools.translate.review"],
  [
    "person",
    "kit",
    ["summarize", "translate"],
    "models",
    ["offline/kit-offline-1"],
    "servers.kit.tools.summarize.models",
  ],
  ["person", "kit", ["translate", "classify"], "redact", ALL, "default"],
  ["person", "kit", ["classify", "a.b"], "log", "metadata", 'servers.kit.tools["a.b"].log'],
  ["company", "wiki", ["find", "draft", "delete"], "mode", "deny", "servers.wiki.tools.delete.mode"],
  ["company", "wiki", ["find", "draft"], "tokensPerSession", 5000, "servers.wiki.tools.find.tokensPerSession"],
  ["company", "wiki", ["find", "draft"], "usdPerSession", 0.5, "servers.wiki.tools.draft.usdPerSession"],
  ["company", "wiki", ["answer", "find"], "tokensPerDay", 9000, "servers.wiki.tools.answer.tokensPerDay"],
  ["company", "wiki", ["draft", "find"], "maxToolRounds", 0, "servers.wiki.tools.draft.maxToolRounds"],
  ["company", "wiki", ["draft", "find"], "review", true, "defaults.review"],
  ["company", "wiki", ["draft", "answer"], "log", "content", "servers.wiki.tools.draft.log"],
  ["company", "wiki", ["draft", "find"], "log", "metadata", "default"],
  [
    "company",
    "wiki",
    ["find", "answer"],
    "redact",
    ["staff number", "api-keys"],
    `${WIKI}.find.redact and ${WIKI}.answer.redact`,
  ],
  [
    ...row("company", "wiki", ["find", "answer"], "models"),
    ["azure/gpt-* & *-mini", "azure/gpt-large"],
    `${WIKI}.find.models and ${WIKI}.answer.models`,
  ],
];

/** What a request meets: the `maxTokens` it gets and what is taken out of it, or the rule that refuses it. */
const REQUESTS: [PolicyName, server: string, tools: string[], request: SamplingRequest, outcome: unknown][] = [
  ["none", "kit", ["x"], asks(9000), { maxTokens: 4096, redacted: {} }],
  ["none", "kit", ["x"], asks(4096), { maxTokens: 4096, redacted: {} }],
  ["none", "kit", ["x"], asks(1), { maxTokens: 1, redacted: {} }],
  ["none", "kit", ["x"], asks(1, "a@example.org"), { maxTokens: 1, redacted: { "email-addresses": 1 } }],
  ["none", "kit", ["x"], rounds(5), { maxTokens: 10, redacted: {} }],
  ["none", "kit", ["x"], rounds(6), "default"],
  ["person", "kit", ["classify"], asks(4000), { maxTokens: 1000, redacted: {} }],
  ["person", "kit", ["translate", "summarize"], asks(4000), { maxTokens: 500, redacted: {} }],
  ["person", "kit", ["translate"], asks(4, "a@example.org"), { maxTokens: 4, redacted: {} }],
  ["person", "kit", ["translate"], asks(4, "password=hunter2"), { maxTokens: 4, redacted: { passwords: 1 } }],
  ["person", "trusted", ["x"], asks(4, "password=hunter2"), { maxTokens: 4, redacted: {} }],
  ["person", "shady", ["x"], asks(4), "servers.shady.mode"],
  ["person", "kit", ["x"], rounds(4), "servers.*.tools.*.maxToolRounds"],
  ["company", "new", [], asks(4), "defaults.mode"],
  ["company", "wiki", ["find", "delete"], asks(4), "servers.wiki.tools.delete.mode"],
  ["company", "wiki", ["draft"], rounds(1), "servers.wiki.tools.draft.maxToolRounds"],
  ["company", "wiki", ["draft"], rounds(0), { maxTokens: 10, redacted: {} }],
  ["company", "wiki", ["find"], asks(4, "E123456, a@example.org"), { maxTokens: 4, redacted: { "staff number": 1 } }],
];

function row(...cells: [PolicyName, string, string[], string]) {
  return cells;
}

function asks(maxTokens: number, text = "Hello?"): SamplingRequest {
  return { messages: [{ role: "user", content: { type: "text", text } }], maxTokens };
}

/** A conversation in which the model has used tools that many times since it was asked, and once before. */
function rounds(count: number): SamplingRequest {
  const round = (id: string): SamplingRequest["messages"] => [
    { role: "assistant", content: [{ type: "tool_use", id, name: "look", input: {} }] },
    { role: "user", content: [{ type: "tool_result", toolUseId: id, content: [] }] },
  ];
  const { messages } = asks(1);
  const since = Array.from({ length: count }, (_, index) => round(`call ${index}`)).flat();
  return { messages: [...messages, ...round("before"), ...messages, ...since], maxTokens: 10 };
}

describe("a policy decides", () => {
  it.each(ROWS)("%s: %s %j, %s: %j (%s)", (name, server, tools, field, value, because) => {
    const { limits, ...ruling } = POLICIES[name].decide({ server, tools });
    const decided = { value: Reflect.get({ ...ruling, ...limits }, field), because: ruling.because[field] };
    expect(decided).toEqual({ value, because });
  });

  it.each(REQUESTS)("%s: %s %j, a request", async (name, server, tools, request, outcome) => {
    const policy = POLICIES[name];
    const calls = tools.map((tool, id) => ({ id, tool, arguments: {} }));
    const turn = testTurn({ request, origin: { ...TEST_ORIGIN, server, calls } });
    let seen: SamplingTurn | undefined;
    const run = applyPolicy(policy)(turn, (decided) =>
      redact(policy)(decided, async (redacted) => {
        seen = redacted;
        return { role: "assistant", content: { type: "text", text: "" }, model: "m" };
      }),
    );
    if (typeof outcome === "string") {
      await expect(run).rejects.toMatchObject({ code: "declined", data: { rule: outcome } });
      await expect(run).rejects.toThrow(outcome);
      expect(seen).toBeUndefined();
      return;
    }
    await run;
    expect({ maxTokens: seen?.request.maxTokens, redacted: seen?.redacted }).toEqual(outcome);
    expect(seen?.askedMaxTokens).toBe(request.maxTokens);
  });

  it("for every field of a rule, and says why for every field", () => {
    const { because } = none.decide({ server: "kit", tools: [] });
    expect(Object.keys(because).sort()).toEqual([...RULE_FIELDS].sort());
    expect(ROWS.length + REQUESTS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ROWS.map(([, , , field]) => field))).toEqual(new Set(RULE_FIELDS));
  });
});

describe("a limit", () => {
  it("counts for the tool when a rule of the tool sets it, else for the server", () => {
    const policy = createPolicy({
      policy: { servers: { kit: { tokensPerDay: 9, tools: { summarize: { requestsPerMinute: 1 } } } } },
    });
    const ruling = policy.decide({ server: "kit", tools: ["summarize"] });
    expect(ruling.limits).toMatchObject({ tokensPerDay: 9, requestsPerMinute: 1 });
    expect(ruling.toolLimits).toEqual(["requestsPerMinute"]);
    expect(policy.decide({ server: "kit", tools: ["translate"] }).toolLimits).toEqual([]);
  });
});
