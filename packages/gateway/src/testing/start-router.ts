import { createRouter } from "../router/create-router.ts";
import type { RouterEvents, RouterSettings } from "../router/router-settings.ts";
import { type Answer, startStub } from "./start-stub.ts";

const NAMES = ["attempt", "retry", "fallback", "cooldown", "cache_hit"] as const;

/** A router with quick retries over one stub for each provider that is named. */
export async function startRouter(answers: Readonly<Record<string, Answer>>, settings: RouterSettings = {}) {
  const stubs = await Promise.all(Object.values(answers).map((answer) => startStub(answer)));
  const names = Object.keys(answers);
  const providers = Object.fromEntries(
    names.map((name, index) => [name, { baseURL: stubs[index]?.baseURL, apiKey: "k" }]),
  );
  const retry = { initialDelayMs: 1, ...settings.retry };
  const router = createRouter({ env: {}, ...settings, providers: { ...providers, ...settings.providers }, retry });
  const events: [string, RouterEvents[keyof RouterEvents]][] = [];
  for (const name of NAMES) router.on(name, (event) => events.push([name, event]));
  /** How many requests each provider has seen. */
  const counts = () => Object.fromEntries(names.map((name, index) => [name, stubs[index]?.seen.length]));
  const bodies = (name: string) => stubs[names.indexOf(name)]?.seen.map(({ body }) => body) ?? [];
  return { router, events, counts, bodies };
}

/** Answers the first request with the first of these, and so on; the last of them answers all that follow. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0;
  return (response, request) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(response, request);
  };
}
