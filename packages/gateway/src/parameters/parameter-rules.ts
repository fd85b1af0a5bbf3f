import type { ProviderName } from "../providers/providers.ts";

/** The parameters of a request beside model and messages, by their name on the wire. */
export type Parameters = Readonly<Record<string, unknown>>;

type RuleScope = {
  readonly providers: readonly ProviderName[];
  /** Which of the provider's models, by what follows the first slash. Default: all. */
  readonly models?: RegExp;
  /** The rule is off when the request has all of these values. */
  readonly unless?: Parameters;
  /** The reason, as the end of a warning. */
  readonly because: string;
};

/** A way in which a model or provider differs from the API of OpenAI. What a rule loses is named in a warning. */
export type ParameterRule = RuleScope &
  (
    | { readonly action: "rename"; readonly from: string; readonly to: string }
    | { readonly action: "drop"; readonly parameters: readonly string[] }
    /** Only this value is taken; another is dropped. */
    | { readonly action: "allow_only"; readonly parameter: string; readonly value: unknown }
    /** A higher value is lowered. */
    | { readonly action: "cap"; readonly parameter: string; readonly max: number }
    /** Sent as it is, but to no effect. */
    | { readonly action: "warn"; readonly parameters: readonly string[] }
    /** Stop sequences of white space only are sent, but to no effect. */
    | { readonly action: "warn_blank_stop" }
    /** A field that messages may not have. */
    | { readonly action: "drop_from_messages"; readonly field: string }
  );

/** o-series and GPT from 5 on, but not the chat variants. */
const OPENAI_REASONING = /^(?:o\d+|gpt-(?:[5-9]|\d{2,})(?!-chat)(?:\.\d+)?)(?:-|$)/;
/** Those of them which sample when they do not reason: GPT from 5.1 up to 6. */
const OPENAI_REASONING_OPTIONAL = /^gpt-5\.\d+(?:-|$)/;
const OPENAI_REASONING_ALWAYS = /^(?:o\d+|gpt-5(?!-chat)|gpt-(?:[6-9]|\d{2,})(?!-chat)(?:\.\d+)?)(?:-|$)/;
/** Opus from 4.7, Sonnet from 5, Haiku from 5.5, Fable. */
const CLAUDE_WITHOUT_SAMPLING =
  /^claude-(?:opus-(?:4-[7-9](?!\d)|[5-9](?!\d))|sonnet-[5-9](?!\d)|haiku-(?:5-[5-9](?!\d)|[6-9](?!\d))|fable-)/;
const GROK_REASONING = /^grok-(?!.*non-reasoning)(?:[4-9]|3-mini|code|latest)/;

const SAMPLING = ["temperature", "top_p", "logprobs", "top_logprobs"];
const PENALTIES = ["presence_penalty", "frequency_penalty"];

/** Where providers and models differ, one row each; all rows that fit apply, in order. */
export const PARAMETER_RULES: readonly ParameterRule[] = [
  {
    providers: ["openai", "azure"],
    models: OPENAI_REASONING_ALWAYS,
    action: "drop",
    parameters: SAMPLING,
    because: "reasoning models do not take it",
  },
  {
    providers: ["openai", "azure"],
    models: OPENAI_REASONING_OPTIONAL,
    unless: { reasoning_effort: "none" },
    action: "drop",
    parameters: SAMPLING,
    because: "this model takes it only with reasoning_effort none",
  },
  {
    providers: ["openai", "azure"],
    models: OPENAI_REASONING,
    action: "drop",
    parameters: [...PENALTIES, "logit_bias"],
    because: "reasoning models do not take it",
  },
  {
    providers: ["anthropic"],
    models: CLAUDE_WITHOUT_SAMPLING,
    action: "drop",
    parameters: ["temperature", "top_p"],
    because: "this model refuses it",
  },
  {
    providers: ["anthropic"],
    action: "cap",
    parameter: "temperature",
    max: 1,
    because: "the provider takes no higher value",
  },
  {
    providers: ["anthropic", "groq"],
    action: "allow_only",
    parameter: "n",
    value: 1,
    because: "the provider gives one answer",
  },
  {
    providers: ["anthropic"],
    action: "warn",
    parameters: ["response_format", "seed", ...PENALTIES, "logit_bias", "logprobs", "top_logprobs"],
    because: "the provider ignores it",
  },
  {
    providers: ["anthropic"],
    action: "warn_blank_stop",
    because: "the provider ignores sequences of white space only",
  },
  {
    providers: ["gemini"],
    action: "drop",
    parameters: [...PENALTIES, "seed"],
    because: "the provider refuses it",
  },
  {
    providers: ["gemini"],
    models: /^gemini-(?:[3-9]|\d{2,})/,
    action: "warn",
    parameters: ["temperature", "top_p"],
    because: "the provider has deprecated it",
  },
  {
    providers: ["mistral"],
    action: "rename",
    from: "seed",
    to: "random_seed",
    because: "the provider's own name",
  },
  {
    providers: ["mistral"],
    action: "drop",
    parameters: ["store", "metadata", "user", "service_tier", "logit_bias", "logprobs", "top_logprobs"],
    because: "the provider refuses parameters that it does not know",
  },
  { providers: ["mistral", "groq"], action: "drop_from_messages", field: "name", because: "the provider refuses it" },
  {
    providers: ["groq"],
    action: "drop",
    parameters: ["logprobs", "top_logprobs", "logit_bias"],
    because: "the provider refuses it",
  },
  {
    providers: ["xai"],
    models: GROK_REASONING,
    action: "drop",
    parameters: [...PENALTIES, "stop"],
    because: "reasoning models do not take it",
  },
  {
    providers: ["deepseek"],
    action: "warn",
    parameters: ["temperature", "top_p", ...PENALTIES],
    because: "the provider ignores it while the model thinks, which is the default",
  },
];

/** What a provider wants of messages beyond OpenAI's API. */
export type MessageRule = {
  readonly providers: readonly ProviderName[];
  /** Which of the provider's models, by what follows the first slash. Default: all. */
  readonly models?: RegExp;
} & (
  | { readonly ids: RegExp }
  /** A field of an answer that must come back with the call it came with. */
  | { readonly back: string; readonly on: "message" | "call"; readonly otherwise?: unknown }
);

/** Those behind which another provider may be. */
const FORWARDING: readonly ProviderName[] = ["openrouter", "vercel", "litellm_proxy", "huggingface", "custom"];

/** Where providers differ in messages, one row each; all rows that fit apply. */
export const MESSAGE_RULES: readonly MessageRule[] = [
  { providers: ["mistral"], ids: /^[a-zA-Z0-9]{9}$/ },
  { providers: ["anthropic"], ids: /^[\w-]+$/ },
  { providers: ["openai", "azure"], ids: /^.{1,40}$/ },
  { providers: ["gemini", ...FORWARDING], back: "extra_content", on: "call" },
  {
    providers: ["gemini"],
    models: /^gemini-(?:[3-9]|\d{2,})/,
    ...{ back: "extra_content", on: "call" },
    // Google's word for a call that it has not signed: another model has made it.
    otherwise: { google: { thought_signature: "skip_thought_signature_validator" } },
  },
  { providers: ["deepseek"], back: "reasoning_content", on: "message", otherwise: "" },
  { providers: ["vllm", ...FORWARDING], back: "reasoning_content", on: "message" },
  { providers: ["openrouter"], back: "reasoning_details", on: "message" },
];
