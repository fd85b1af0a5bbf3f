import { fileURLToPath } from "node:url";
import type { SamplingRequest } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import type { ValidRequest } from "../stages.ts";
import { loadPolicy } from "./load-policy.ts";
import { createPolicy, grantRequest } from "./policy.ts";
import { RULE_FIELDS } from "./policy-schema.ts";

const here = fileURLToPath(new URL("fixtures", import.meta.url));
const none = createPolicy(loadPolicy(undefined, here));
const empty = createPolicy(loadPolicy("empty.policy.jsonc", here));
const user = createPolicy(loadPolicy("user.policy.jsonc", here));
const company = createPolicy(loadPolicy("company.policy.jsonc", here));
const POLICIES = { none, empty, user, company };

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
  ["user", "new", ["x"], "maxTokens", 2048, "defaults.maxTokens"],
  ["user", "new", ["x"], "models", ["offline/*", "ollama/*"], "defaults.models"],
  ["user", "new", ["x"], "mode", "ask", "default"],
  ["user", "new", ["x"], "log", "content", "defaults.log"],
  ["user", "new", ["x"], "usdPerDay", 1, "defaults.usdPerDay"],
  ["company", "new", ["x"], "mode", "deny", "defaults.mode"],
  ["company", "new", [], "mode", "deny", "defaults.mode"],
  ["company", "constructor", ["toString"], "mode", "deny", "defaults.mode"],
  ["company", "__proto__", ["__proto__"], "mode", "deny", "defaults.mode"],

  // Any server, and any tool of any server
  ["user", "new", ["x"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],
  ["user", "new", ["x"], "maxToolRounds", 3, "servers.*.tools.*.maxToolRounds"],
  ["user", "new", [], "maxToolRounds", 3, "servers.*.tools.*.maxToolRounds"],
  ["user", "new", ["search"], "mode", "session", "servers.*.tools.search.mode"],
  ["user", "new", ["Search"], "mode", "ask", "default"],
  ["user", "*", ["x"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],

  // A server by its name
  ["user", "kit", ["classify"], "mode", "session", "servers.kit.mode"],
  ["user", "kit", ["search"], "mode", "session", "servers.kit.mode"],
  ["user", "kit", [], "mode", "session", "servers.kit.mode"],
  ["user", "kit", ["classify"], "requestsPerMinute", 10, "servers.*.requestsPerMinute"],
  ["user", "Kit", ["classify"], "mode", "ask", "default"],
  ["user", "shady", ["search"], "mode", "deny", "servers.shady.mode"],
  ["user", "trusted", ["x"], "mode", "auto", "servers.trusted.mode"],
  ["user", "trusted", ["x"], "requestsPerMinute", undefined, "servers.trusted.requestsPerMinute"],
  ["user", "trusted", ["x"], "usdPerDay", undefined, "servers.trusted.usdPerDay"],
  ["user", "trusted", ["x"], "models", ["*"], "servers.trusted.models"],
  ["user", "trusted", ["x"], "redact", [], "servers.trusted.redact"],

  // A tool of a server
  ["user", "kit", ["classify"], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["user", "kit", [], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["user", "kit", ["translate"], "maxTokens", 500, "servers.kit.tools.translate.maxTokens"],
  ["user", "kit", ["summarize"], "mode", "auto", "servers.kit.tools.summarize.mode"],
  ["user", "kit", ["summarize"], "maxTokens", 1000, "servers.kit.tools.*.maxTokens"],
  ["user", "kit", ["summarize"], "models", ["offline/kit-offline-1"], "servers.kit.tools.summarize.models"],
  ["user", "kit", ["summarize"], "tokensPerDay", 50_000, "servers.kit.tools.summarize.tokensPerDay"],
  ["user", "kit", ["translate"], "review", true, "servers.kit.tools.translate.review"],
  ["user", "kit", ["translate"], "redact", ["api-keys", "passwords"], "servers.kit.tools.translate.redact"],
  ["user", "kit", ["a.b"], "log", "metadata", 'servers.kit.tools["a.b"].log'],
  ["user", "other", ["summarize"], "mode", "ask", "default"],
  ["company", "wiki", ["delete"], "mode", "deny", "servers.wiki.tools.delete.mode"],
  ["company", "wiki", ["find"], "review", true, "defaults.review"],
  ["company", "wiki", ["edit"], "redact", ["staff number", ...ALL], "default"],

  // Several tools may have asked: the strictest, field by field
  ["user", "kit", ["summarize", "translate"], "mode", "ask", "servers.kit.tools.translate.mode"],
  ["user", "kit", ["translate", "summarize"], "mode", "ask", "servers.kit.tools.translate.mode"],
  ["user", "kit", ["summarize", "classify"], "mode", "session", "servers.kit.mode"],
  ["user", "kit", ["summarize", "translate"], "maxTokens", 500, "servers.kit.tools.translate.maxTokens"],
  ["user", "kit", ["summarize", "translate"], "tokensPerDay", 50_000, "servers.kit.tools.summarize.tokensPerDay"],
  ["user", "kit", ["summarize", "translate"], "review", true, "servers.kit.tools.translate.review"],
  [
    "user",
    "kit",
    ["summarize", "translate"],
    "models",
    ["offline/kit-offline-1"],
    "servers.kit.tools.summarize.models",
  ],
  ["user", "kit", ["translate", "classify"], "redact", ALL, "default"],
  ["user", "kit", ["classify", "a.b"], "log", "metadata", 'servers.kit.tools["a.b"].log'],
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
  ["user", "kit", ["classify"], asks(4000), { maxTokens: 1000, redacted: {} }],
  ["user", "kit", ["translate", "summarize"], asks(4000), { maxTokens: 500, redacted: {} }],
  ["user", "kit", ["translate"], asks(4, "a@example.org"), { maxTokens: 4, redacted: {} }],
  ["user", "kit", ["translate"], asks(4, "password=hunter2"), { maxTokens: 4, redacted: { passwords: 1 } }],
  ["user", "trusted", ["x"], asks(4, "password=hunter2"), { maxTokens: 4, redacted: {} }],
  ["user", "shady", ["x"], asks(4), "servers.shady.mode"],
  ["user", "kit", ["x"], rounds(4), "servers.*.tools.*.maxToolRounds"],
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
    const { limits, ...decision } = POLICIES[name].decide({ server, tools });
    const decided = { value: Reflect.get({ ...decision, ...limits }, field), because: decision.because[field] };
    expect(decided).toEqual({ value, because });
  });

  it.each(REQUESTS)("%s: %s %j, a request", (name, server, tools, request, outcome) => {
    const policy = POLICIES[name];
    const decision = policy.decide({ server, tools });
    const run = () => policy.redact(grantRequest(request as ValidRequest, decision), decision);
    if (typeof outcome === "string") {
      expect(run).toThrow(expect.objectContaining({ code: "declined", decision: "denied", data: { rule: outcome } }));
      expect(run).toThrow(outcome);
      return;
    }
    const prompt = run();
    expect({ maxTokens: prompt.request.maxTokens, redacted: prompt.redacted }).toEqual(outcome);
    expect(prompt.askedMaxTokens).toBe(request.maxTokens);
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
    const decision = policy.decide({ server: "kit", tools: ["summarize"] });
    expect(decision.limits).toMatchObject({ tokensPerDay: 9, requestsPerMinute: 1 });
    expect(decision.toolLimits).toEqual(["requestsPerMinute"]);
    expect(policy.decide({ server: "kit", tools: ["translate"] }).toolLimits).toEqual([]);
  });
});
