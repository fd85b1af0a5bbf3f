import { isRecord, parseJson } from "@kit/protocol";
import { secretNames } from "@kit/transport";
import type { Chapter } from "../../src/chapter.ts";
import { fail } from "../../src/check/failure.ts";

/** A key that the learner's shell might hold. */
const KEY = { OPENAI_API_KEY: "sk-of-the-user-0000" };
const STEPS = ["connected", "question-crossed", "model-answered", "tool-returned", "input-required"];
const DOCUMENT = "The ferry to the island leaves at six. It takes forty minutes, and dogs travel free.";

export const chapter: Chapter = {
  number: 0,
  title: "Run it",
  question: "Why would a server ask me for a model, when it could call one itself?",
  minutes: 10,
  open: [],
  mistakes: {},
  async check({ runShippedClient, shippedServer }) {
    const walk = await runShippedClient(["walkthrough", "--no-pause", "--json"], { env: KEY });
    const steps = walk.stdout.split("\n").map((line) => parseJson(line));
    const names = steps.map((step) => (isRecord(step) ? step.step : undefined));
    const missing = STEPS.filter((name) => !names.includes(name));
    if (walk.code !== 0 || missing.length > 0) {
      fail({
        code: "walkthrough_ended_early",
        expected: "The walkthrough runs to its end: pnpm dev.",
        seen: walk.stderr.trim() || `It ended with ${walk.code}, without ${missing.join(", ")}.`,
        next: "Run pnpm dev yourself, and read its last lines.",
      });
    }
    const call = ["call", "summarize", "--input", JSON.stringify({ document: DOCUMENT }), "--yes"];
    const revision = ["--protocol", "2025-11-25"];
    const run = await runShippedClient([...call, ...revision], { env: KEY, servers: { kit: shippedServer() } });
    const environment = run.environments.kit ?? {};
    const secrets = secretNames(environment);
    if (run.code !== 0 || secrets.length > 0) {
      fail({
        code: "server_holds_a_key",
        expected: "The server answers a call, although the client has started it without a key.",
        seen: run.stderr.trim() || `Its environment holds ${secrets.join(", ")}.`,
        next: "See serverEnvironment() in packages/transport/src/server-spec.ts.",
      });
    }
  },
};
