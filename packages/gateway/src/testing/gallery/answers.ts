import { body, both, call, chunks, type Recording } from "./recording.ts";

const LOOK = { name: "look", arguments: '{"at":"sea"}' };
const LOOKED = { text: null, calls: [["look", { at: "sea" }]], finish: "tool_calls" } as const;
const PARIS = { text: "Paris.", finish: "stop" } as const;
const args = (text: unknown) => both({ content: null, tool_calls: [call("a", "look", text)] }, "tool_calls");

/** Answers of providers, by what is theirs. To add a quirk, add a row. */
export const ANSWERS: readonly Recording[] = [
  {
    from: "Mistral, thinking and text as a list",
    provider: "mistral",
    body: body({
      role: "assistant",
      content: [
        { type: "thinking", thinking: [{ type: "text", text: "The capital." }], closed: true },
        { type: "text", text: "Paris." },
      ],
    }),
    chunks: chunks([
      { role: "assistant", content: [{ type: "thinking", thinking: [{ type: "text", text: "The capital." }] }] },
      { content: [{ type: "text", text: "Par" }] },
      { content: "is." },
    ]),
    reads: PARIS,
  },
  {
    from: "a list of plain parts",
    provider: "custom",
    ...both({ content: [{ type: "text", text: "Par" }, { type: "output_text", text: "is" }, "."] }),
    reads: PARIS,
  },
  {
    from: "a part that is no list",
    provider: "custom",
    ...both({ content: { type: "text", text: "Paris." } }),
    reads: PARIS,
  },
  {
    from: "parts within an object",
    provider: "custom",
    ...both({ content: { parts: [{ text: "Paris." }] } }),
    reads: PARIS,
  },
  {
    from: "JSON that is parsed already",
    provider: "custom",
    ...both({ content: { label: "city" } }),
    reads: { text: '{"label":"city"}' },
  },
  { from: "a number", provider: "custom", ...both({ content: 42 }), reads: { text: "42" } },
  {
    from: "Ollama, thoughts between tags",
    provider: "ollama",
    body: body({ role: "assistant", content: "<think>\nThe capital.\n</think>\n\nParis." }),
    chunks: chunks([
      { content: "<th" },
      { content: "ink>The {capital}.</" },
      { content: "think>\n\nPar" },
      { content: "is." },
    ]),
    reads: PARIS,
  },
  {
    from: "vLLM, thoughts whose first tag stands in the prompt",
    provider: "vllm",
    body: body({ role: "assistant", content: "The capital.\n</think>\n\nParis." }),
    chunks: chunks([{ content: "The capital.\n</thi" }, { content: "nk>\n\nParis." }]),
    reads: PARIS,
  },
  {
    from: "Magistral, thoughts between brackets",
    provider: "vllm",
    ...both({ content: "[THINK]The capital.[/THINK]Paris." }),
    reads: PARIS,
  },
  {
    from: "thoughts in several places",
    provider: "custom",
    ...both({ content: "<think>a</think>Par<thinking>b</thinking>is." }),
    reads: PARIS,
  },
  {
    from: "thoughts between other tags",
    provider: "custom",
    ...both({ content: "<reasoning>The capital.</reasoning><thoughts>Paris?</thoughts>Paris." }),
    reads: PARIS,
  },
  ...[
    "<|channel|>analysis<|message|>The capital.<|end|><|start|>assistant<|channel|>final<|message|>Paris.<|return|>",
    "<|start|>assistant<|channel|>final<|message|>Paris.",
    "<|thinking|>The capital.<|/thinking|>Paris.",
    "<|begin_of_thought|>The capital.<|end_of_thought|>Paris.",
    "◁think▷The capital.◁/think▷Paris.",
    "<internal_thinking>The capital.</internal_thinking>Paris.",
    "<think >The capital.</think >Paris.",
    "Paris.<|im_end|>",
    "Paris.<|eot_id|>",
    "Paris.<end_of_turn>",
  ].map(
    (text): Recording => ({
      from: `a template's tokens, ${text}`,
      provider: "vllm",
      body: body({ content: text }),
      chunks: chunks((text.match(/.{1,3}/g) ?? []).map((content) => ({ content }))),
      reads: PARIS,
    }),
  ),
  {
    from: "the text of the API before chats",
    provider: "custom",
    body: { ...body({}), choices: [{ text: "Paris.", finish_reason: "stop" }] },
    chunks: [{ ...body({}), choices: [{ text: "Paris.", index: 0, finish_reason: "stop" }] }],
    reads: PARIS,
  },
  {
    from: "a text in place of the message",
    provider: "custom",
    body: { ...body({}), choices: [{ message: "Paris.", finish_reason: "stop" }] },
    chunks: [{ ...body({}), choices: [{ delta: "Paris.", finish_reason: "stop" }] }],
    reads: PARIS,
  },
  {
    from: "the whole message behind its pieces",
    provider: "custom",
    body: body({ content: "Paris." }),
    chunks: [...chunks([{ content: "Par" }, { content: "is." }]).slice(0, 2), body({ content: "Paris." })],
    reads: PARIS,
  },
  {
    from: "the stop reason under its name at Anthropic, as a number, or as the word null",
    provider: "litellm_proxy",
    body: {
      ...body({}),
      choices: [{ message: { content: "Paris." }, finish_reason: "null", stop_reason: "max_tokens" }],
    },
    chunks: [
      { ...body({}), choices: [{ delta: { content: "Paris." }, finish_reason: "null" }] },
      { ...body({}), choices: [{ delta: {}, finish_reason: null, stop_reason: "max_tokens" }] },
    ],
    reads: { text: "Paris.", finish: "length" },
  },
  {
    from: "a call as a part of the content",
    provider: "litellm_proxy",
    ...both({ content: [{ type: "tool_use", id: "a", name: "look", input: { at: "sea" } }] }, "tool_use"),
    reads: { ...LOOKED, text: "" },
  },
  ...["functions.look", "look<|channel|>commentary", " look "].map(
    (name): Recording => ({
      from: `gpt-oss, a tool named ${name}`,
      provider: "vllm",
      ...both({ content: null, tool_calls: [call("a", name, '{"at":"sea"}')] }, "tool_calls"),
      reads: LOOKED,
    }),
  ),
  { from: "arguments in a fence", provider: "custom", ...args('```json\n{"at":"sea"}\n```'), reads: LOOKED },
  {
    from: "a call that comes once more when it is whole",
    provider: "custom",
    body: body({ content: null, tool_calls: [call("a", "look", '{"at":"sea"}')] }, "tool_calls"),
    chunks: chunks(
      ['{"at":', '"sea"}', '{"at":"sea"}'].map((piece) => ({
        tool_calls: [{ index: 0, ...call("a", "look", piece) }],
      })),
      "tool_calls",
    ),
    reads: LOOKED,
  },
  {
    from: "a call whose pieces have an id each",
    provider: "custom",
    body: body({ content: null, tool_calls: [call("a", "look", '{"at":"sea"}')] }, "tool_calls"),
    chunks: chunks(
      [
        { tool_calls: [{ index: 0, ...call("a", "look", '{"at":') }] },
        { tool_calls: [{ index: 0, id: "b", function: { name: "", arguments: '"sea"}' } }] },
      ],
      "tool_calls",
    ),
    reads: LOOKED,
  },
  {
    from: "a reason that tells of calls, and none",
    provider: "custom",
    ...both({ content: "Paris." }, "tool_calls"),
    reads: PARIS,
  },
  {
    from: "an answer that names the tag",
    provider: "custom",
    body: body({ content: "Write <think> before it." }),
    chunks: chunks([{ content: "Write <thi" }, { content: "nk> before" }, { content: " it." }]),
    reads: { text: "Write <think> before it." },
  },
  {
    from: "an answer about the tag",
    provider: "custom",
    ...both({ content: "A thought ends with `</think>` there." }),
    reads: { text: "A thought ends with `</think>` there." },
  },
  {
    from: "vLLM, all tokens thought away",
    provider: "vllm",
    body: body({ role: "assistant", content: null, reasoning_content: "The capi" }, "length"),
    chunks: chunks([{ reasoning_content: "The capi" }], "length"),
    reads: { text: null, finish: "length" },
  },
  {
    from: "Ollama, a thought that was cut",
    provider: "ollama",
    ...both({ content: "<think>The capi" }, "length"),
    reads: { text: "", finish: "length" },
  },
  {
    from: "a call without a type",
    provider: "custom",
    ...both({ tool_calls: [{ id: "a", function: LOOK }] }),
    reads: LOOKED,
  },
  {
    from: "a call whose type is null",
    provider: "custom",
    ...both({ tool_calls: [{ id: "a", type: null, function: LOOK }] }),
    reads: LOOKED,
  },
  {
    from: "a call that is no list",
    provider: "custom",
    ...both({ tool_calls: { id: "a", function: LOOK } }),
    reads: LOOKED,
  },
  { from: "a call without a function around it", provider: "custom", ...both({ tool_calls: [LOOK] }), reads: LOOKED },
  {
    from: "the call of the old API",
    provider: "custom",
    body: body({ role: "assistant", content: null, function_call: LOOK }, "function_call"),
    chunks: chunks(
      [{ function_call: { name: "look", arguments: '{"at":' } }, { function_call: { arguments: '"sea"}' } }],
      "function_call",
    ),
    reads: LOOKED,
  },
  { from: "arguments as an object", provider: "ollama", ...args({ at: "sea" }), reads: LOOKED },
  { from: "arguments as JSON in JSON", provider: "custom", ...args(JSON.stringify('{"at":"sea"}')), reads: LOOKED },
  ...[null, undefined, "", " ", "null", "[]", '""', []].map(
    (nothing): Recording => ({
      from: `arguments that say nothing, ${JSON.stringify(nothing)}`,
      provider: "custom",
      ...args(nothing),
      reads: { calls: [["look", {}]], finish: "tool_calls" },
    }),
  ),
  ...['{"at":', "[1]", "7", "the sea", '"the sea"'].map(
    (broken): Recording => ({
      from: `arguments that are no object, ${broken}`,
      provider: "custom",
      ...args(broken),
      reads: { calls: [["look", undefined]], finish: "tool_calls" },
    }),
  ),
  ...['{"at":"se', "", "null"].map(
    (cut): Recording => ({
      from: `arguments that were cut, ${JSON.stringify(cut)}`,
      provider: "openai",
      ...both({ content: null, tool_calls: [call("a", "look", '{"at":"sea"}'), call("b", "look", cut)] }, "length"),
      reads: {
        finish: "length",
        calls: [
          ["look", { at: "sea" }],
          ["look", undefined],
        ],
      },
    }),
  ),
  { from: "arguments behind empty ones", provider: "litellm_proxy", ...args('{}{"at":"sea"}'), reads: LOOKED },
  {
    from: "arguments that a filter cut",
    provider: "azure",
    ...both({ content: null, tool_calls: [call("a", "look", "")] }, "content_filter"),
    reads: { finish: "content_filter", calls: [["look", undefined]] },
  },
  {
    from: "half an answer that a limit ended",
    provider: "custom",
    ...both({ content: "Par" }, "rate_limit"),
    fails: "rate_limit",
    says: "rate_limit",
  },
  ...[
    [undefined, undefined],
    ["", ""],
    ["a", "a"],
    [null, 7],
  ].map(
    ([one, other]): Recording => ({
      from: `calls with the ids ${JSON.stringify([one, other])}`,
      provider: "gemini",
      body: body({ tool_calls: [call(one, "look", "{}"), call(other, "hear", "{}")] }, "tool_calls"),
      chunks: chunks(
        [
          {
            tool_calls: [
              { index: 0, ...call(one, "look", "{}") },
              { index: 1, ...call(other, "hear", "{}") },
            ],
          },
        ],
        "tool_calls",
      ),
      reads: {
        calls: [
          ["look", {}],
          ["hear", {}],
        ],
      },
    }),
  ),
  {
    from: "Gemini, two calls of one tool with one index and no id",
    provider: "gemini",
    body: body({ tool_calls: [call("", "look", '{"at":"sea"}'), call("", "look", '{"at":"sky"}')] }, "stop"),
    chunks: chunks([
      { tool_calls: [{ index: 0, function: { name: "look", arguments: '{"at":"sea"}' } }] },
      { tool_calls: [{ index: 0, function: { name: "look", arguments: '{"at":' } }] },
      { tool_calls: [{ index: 0, function: { name: "look", arguments: '"sky"}' } }] },
    ]),
    reads: {
      finish: "tool_calls",
      calls: [
        ["look", { at: "sea" }],
        ["look", { at: "sky" }],
      ],
    },
  },
  {
    from: "two tools in pieces with one index and no id",
    provider: "custom",
    body: body({ tool_calls: [call(null, "look", "{}"), call(null, "hear", '{"at":"sea"}')] }, "tool_calls"),
    chunks: chunks(
      [
        { tool_calls: [{ index: 0, function: { name: "look", arguments: "" } }] },
        { tool_calls: [{ index: 0, function: { name: "hear", arguments: '{"at":' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '"sea"}' } }] },
      ],
      "tool_calls",
    ),
    reads: {
      calls: [
        ["look", {}],
        ["hear", { at: "sea" }],
      ],
    },
  },
  ...[
    { code: 429, message: "Provider is busy" },
    { type: "rate_limit_exceeded", message: "Provider is busy" },
  ].map(
    (error): Recording => ({
      from: "OpenRouter, half an answer and an error in the choice",
      provider: "openrouter",
      body: { ...body({}), choices: [{ index: 0, message: { content: "Par" }, finish_reason: "error", error }] },
      chunks: [
        ...chunks([{ content: "Par" }]).slice(0, 1),
        { ...body({}), choices: [{ index: 0, delta: { content: "" }, finish_reason: "error", error }] },
      ],
      fails: "rate_limit",
      says: "Provider is busy",
    }),
  ),
  ...["error", "insufficient_system_resource", "MALFORMED_FUNCTION_CALL", "abort", "failed"].map(
    (reason): Recording => ({
      from: `half an answer that ends with ${reason}`,
      provider: "custom",
      ...both({ content: "Par" }, reason),
      fails: "server",
      says: reason,
    }),
  ),
  ...[undefined, null, ""].map(
    (model): Recording => ({
      from: `no model, ${model}`,
      provider: "custom",
      body: body({ content: "Paris." }, "stop", { model }),
      chunks: chunks([{ content: "Paris." }], "stop", { model }),
      reads: { ...PARIS, model: "m" },
    }),
  ),
  ...Object.entries({
    length: [
      "length",
      "max_tokens",
      "MAX_TOKENS",
      "maxTokens",
      "model_context_window_exceeded",
      "model_length",
      "token_limit",
      "limit_reached",
      "LENGTH",
      "incomplete",
      "truncated",
    ],
    stop: ["stop", "STOP", "end_turn", "eos_token", "stop_sequence", "complete", "done", 1],
    content_filter: ["content_filter", "SAFETY", "RECITATION", "refusal"],
  }).flatMap(([finish, spellings]) =>
    spellings.map(
      (spelling): Recording => ({
        from: `the stop reason ${spelling}`,
        provider: "custom",
        ...both({ content: "Paris." }, spelling),
        reads: { text: "Paris.", finish },
      }),
    ),
  ),
  ...["tool_use", "function_call", "stop", "TOOL_CALL"].map(
    (spelling): Recording => ({
      from: `a call with the stop reason ${spelling}`,
      provider: "custom",
      ...both({ tool_calls: [call("a", "look", '{"at":"sea"}')] }, spelling),
      reads: LOOKED,
    }),
  ),
  {
    from: "Azure, a first chunk without id, model and choices; chunks without a delta",
    provider: "azure",
    body: body({ content: "Paris." }),
    chunks: [
      { id: "", model: "", choices: [], prompt_filter_results: [] },
      { id: "gen-1", model: "some-model", choices: [null, { index: 0, delta: null }, { index: 0 }] },
      ...chunks([{ content: "Paris." }]),
    ],
    reads: PARIS,
  },
];
