import { type AttackRow, always, asking, type Expectation, once } from "./attack.ts";

const STATE: Expectation = { rule: "answerRounds", verdict: "stopped", reaches: 0, shows: /4,194,304 characters/ };
const TOO_LARGE: Expectation = { rule: "validate", verdict: "stopped", reaches: 0, shows: /is too large/ };
const TOO_LONG: Expectation = { rule: "stdio", verdict: "stopped", reaches: 0, shows: /dropped: it is a line of more/ };

/** Attacks that fill the client's memory and its connection. */
export const SIZE_ATTACKS: readonly AttackRow[] = [
  {
    revision: "2026-07-28",
    tool: "plan_party",
    title: "A state that is too large",
    aim: "The `requestState` is so large that carrying it back fills the client's memory and its connection.",
    defence: "The client carries four million characters of state, and ends the call beyond, before it asks a model.",
    requests: () => [asking("Plan.")],
    stateCharacters: 9_000_000,
    ...always(STATE),
  },
  {
    tool: "read_book",
    title: "A prompt that is too large",
    aim: "A prompt of nine million characters is to be looked at, shown, stored and paid for.",
    defence: "A request may hold 8 MB of text. What is larger is refused before anything looks into it.",
    requests: once(asking("Read. ".repeat(1_500_000))),
    ...always(TOO_LARGE),
  },
  {
    tool: "choose_expert",
    title: "Ten thousand hints",
    aim: "So many hints for a model that comparing them all keeps the client busy.",
    defence: "A request may hold 32 hints. So it is with messages, blocks, tools and stop sequences.",
    requests: once(
      asking("Choose.", {
        modelPreferences: { hints: Array.from({ length: 10_000 }, (_, number) => ({ name: `model-${number}` })) },
      }),
    ),
    ...always(TOO_LARGE),
  },
  {
    tool: "show_poster",
    title: "A bomb of an image",
    aim: "One message with an image of 17 MB fills memory before anybody has said a word about it.",
    defence:
      "Over stdio, a line of more than 16 MB is dropped while it comes in, and the server is told. However it comes, a request may hold 32 MB of images and sounds. The client never unpacks one; what it costs at the provider counts against your limits once that is known.",
    requests: once({
      messages: [
        { role: "user", content: { type: "image", mimeType: "image/png", data: "A".repeat(17 * 1024 * 1024) } },
      ],
      maxTokens: 200,
    }),
    ...always(TOO_LONG),
  },
];
