import type { ProviderName } from "../providers/providers.ts";

/** The parameters of a request beside model and messages, by their name on the wire. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A way in which a model or provider differs from the API of OpenAI. What a rule loses is named in a warning. */
export type ParameterRule = {
  readonly providers: readonly ProviderName[];
  /** Which of the provider's models, by what follows the first slash. Default: all. */
  readonly models?: RegExp;
  /** The rule is off when the request has all of these values. */
  readonly unless?: Parameters;
  /** The reason, as the end of a warning. */
  readonly because: string;
  /** Parameters that are not sent, and those that are sent under another name. */
  readonly drop?: readonly string[];
  readonly rename?: Readonly<Record<string, string>>;
  /** Only this value is taken; another is dropped. */
  readonly only?: Parameters;
  /** A higher value is lowered. */
  readonly cap?: Readonly<Record<string, number>>;
  /** Sent as they are, but to no effect. */
  readonly warn?: readonly string[];
  /** A field that messages may not have. */
  readonly dropFromMessages?: string;
};

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

const REFUSED = "the provider refuses it";
const REASONING = "reasoning models do not take it";

/** Where providers and models differ, one row each; all rows that fit apply, in order. */
export const PARAMETER_RULES: readonly ParameterRule[] = [
  { providers: ["openai", "azure"], models: OPENAI_REASONING_ALWAYS, drop: SAMPLING, because: REASONING },
  {
    providers: ["openai", "azure"],
    models: OPENAI_REASONING_OPTIONAL,
    unless: { reasoning_effort: "none" },
    drop: SAMPLING,
    because: "this model takes it only with reasoning_effort none",
  },
  {
    providers: ["openai", "azure"],
    models: OPENAI_REASONING,
    drop: [...PENALTIES, "logit_bias"],
    because: REASONING,
  },
  {
    providers: ["anthropic"],
    models: CLAUDE_WITHOUT_SAMPLING,
    drop: ["temperature", "top_p"],
    because: "this model refuses it",
  },
  { providers: ["anthropic"], cap: { temperature: 1 }, because: "the provider takes no higher value" },
  { providers: ["anthropic", "groq"], only: { n: 1 }, because: "the provider gives one answer" },
  {
    providers: ["anthropic"],
    warn: ["response_format", "seed", ...PENALTIES, "logit_bias", "logprobs", "top_logprobs"],
    because: "the provider ignores it",
  },
  { providers: ["gemini"], drop: [...PENALTIES, "seed"], because: REFUSED },
  {
    providers: ["gemini"],
    models: /^gemini-(?:[3-9]|\d{2,})/,
    warn: ["temperature", "top_p"],
    because: "the provider has deprecated it",
  },
  { providers: ["mistral"], rename: { seed: "random_seed" }, because: "the provider's own name" },
  {
    providers: ["mistral"],
    drop: ["store", "metadata", "user", "service_tier", "logit_bias", "logprobs", "top_logprobs"],
    because: "the provider refuses parameters that it does not know",
  },
  { providers: ["mistral", "groq"], dropFromMessages: "name", because: REFUSED },
  { providers: ["groq"], drop: ["logprobs", "top_logprobs", "logit_bias"], because: REFUSED },
  { providers: ["xai"], models: GROK_REASONING, drop: [...PENALTIES, "stop"], because: REASONING },
  {
    providers: ["deepseek"],
    warn: ["temperature", "top_p", ...PENALTIES],
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
