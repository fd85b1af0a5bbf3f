import { type Explanation, renderDecision } from "@kit/consent";

const OUTCOMES = {
  ask: "you are asked about each tool call; without a terminal it is refused",
  session: "you are asked once for each tool in a session; without a terminal it is refused",
  auto: "let through without asking",
} as const;

/** An explanation as lines: what happens to the request, and which rule decided each field. */
export function renderExplanation({ decision, outcome, ...explanation }: Explanation): string[] {
  const { maxTokens, toolRounds, models, redacted } = explanation;
  const { asked, granted } = maxTokens;
  const isRefused = outcome.kind === "refused";
  const lines: [string, string][] = [
    ["the request", isRefused ? `refused. ${outcome.reason}` : OUTCOMES[outcome.kind]],
    ["maxTokens", granted < asked ? `${asked} asked for, ${granted} granted` : `${asked}, as asked for`],
    ["tool rounds", `${toolRounds.used} of ${toolRounds.allowed}`],
    ["redacted", isRefused ? "nothing leaves" : counted(redacted)],
    ...models.map(({ model, isAllowed }): [string, string] => [
      "model",
      `${model} ${isAllowed ? "may" : "may not"} answer`,
    ]),
  ];
  return [...lines.map(([label, text]) => `${label.padEnd(13)}${text}`), "", ...renderDecision(decision, false)];
}

function counted(redacted: Readonly<Record<string, number>>): string {
  const counts = Object.entries(redacted).map(([name, count]) => `${name} × ${count}`);
  return counts.length > 0 ? counts.join(", ") : "nothing";
}
