import type { ProviderName } from "../providers/providers.ts";

/** The parameters of a request beside model and messages, by their name on the wire. */
export type Parameters = Readonly<Record<string, unknown>>;

interface RuleScope {
  readonly providers: readonly ProviderName[];
  /** Which of the provider's models, by what follows the first slash. Default: all. */
  readonly models?: RegExp;
  /** The rule is off when the request has all of these values. */
  readonly unless?: Parameters;
  /** The reason, as the end of a warning. */
  readonly because: string;
}

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
