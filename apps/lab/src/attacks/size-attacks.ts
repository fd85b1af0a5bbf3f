import { type AttackRow, always, asking, type Expectation, once } from "./attack.ts";

const STATE: Expectation = { rule: "answerRounds", verdict: "stopped", reaches: 0, shows: /4,194,304 characters/ };
const TOO_LARGE: Expectation = {
  rule: "validate",
  verdict: "stopped",
  reaches: 0,
  shows: /is too large|where 32 may come|more than 100,000 values/,
};
const READ: Expectation = { rule: "stdio", verdict: "stopped", reaches: 0, shows: /Done\./ };
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
    tool: "count_sheep",
    title: "Five million messages",
    aim: "One line that may come, and holds five million empty messages: to look at each fills memory.",
    defence: "They are counted before anything looks into them.",
    requests: (round) => (round === 0 ? [{ messages: Array(5_000_000).fill({}), maxTokens: 200 }] : []),
    ...always(TOO_LARGE),
  },
  {
    tool: "dial_number",
    title: "Digits without end",
    aim: "Eight million characters that look like the beginning of a card number, one after the other.",
    defence: "What redaction looks for is found in one pass over the text.",
    requests: once(asking("4-".repeat(4_000_000))),
    whenTrusted: { rule: "redact", verdict: "reduced", reaches: 1 },
  },
  {
    tool: "watch_clock",
    title: "A flood of reports",
    aim: "Three hundred thousand reports of progress at once keep the client from all else.",
    defence: "Each costs the same however many wait, and the pipe is read no faster than they are looked at.",
    says: { progress: "Tick.", reports: 300_000, text: "Done." },
    ...always(READ),
  },
  {
    tool: "explain_tool",
    title: "A description without end",
    aim: "A description of four million characters goes to the model with every turn of a chat, at the user's cost.",
    defence: "A model gets the beginning of it, and the user is told.",
    description: `Explains. ${"Very well. ".repeat(400_000)}`,
    command: "tools",
    ...always({ rule: "listTools", verdict: "stopped", reaches: 0, shows: /explain_tool was cut/ }),
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
