import { readFile } from "node:fs/promises";
import { createPolicy, openLedger } from "@kit/consent";
import { answer, classify, summarize, type ToolContract, type ToolInput, translate } from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { OFFLINE_MODEL } from "./models/models-from.ts";
import { type OpenModels, openModels } from "./models/open-models.ts";
import { createSamplingHandler } from "./sampling-handler.ts";
import { kitServer } from "./servers.ts";

const sample = (name: string) => readFile(new URL(`../samples/${name}`, import.meta.url), "utf8");
const document = await sample("document.md");
const paragraph = await sample("paragraph.txt");
const reviews: string[] = JSON.parse(await sample("reviews.json"));
/** Longer than one part of `summarize` may be. */
const longDocument = Array.from({ length: 12 }, (_, year) => document.replace(/^#/gm, `# ${2000 + year}`)).join("\n\n");
const markdown = `# The library\n\n${paragraph}\n\n\`\`\`js\nconst open = "nine";\n\`\`\`\n\n- Children meet there on Saturday.\n`;

type Case = {
  contract: ToolContract;
  input: Record<string, unknown>;
  holds: (output: Record<string, unknown>) => void;
};

function toCase<Contract extends ToolContract>(
  contract: Contract,
  input: ToolInput<Contract>,
  holds: Case["holds"],
): Case {
  return { contract, input, holds };
}

/** What every tool must do on every carrier, with the offline model. */
const CASES: Record<string, Case> = {
  "summarize a document": toCase(summarize, { document, maxWords: 60 }, ({ summary, words }) => {
    expect(words).toBeLessThanOrEqual(60);
    expect(String(summary).split(" ").length).toBeGreaterThan(20);
  }),
  "summarize in bullets": toCase(summarize, { document, style: "bullets", maxWords: 60 }, ({ summary }) => {
    expect(String(summary)).toMatch(/^- .+\n- /);
  }),
  "summarize in a headline": toCase(summarize, { document, style: "headline", maxWords: 12 }, ({ summary }) => {
    expect(String(summary)).not.toContain("\n");
  }),
  "summarize a document of many parts": toCase(summarize, { document: longDocument, maxWords: 80 }, ({ words }) => {
    expect(words).toBeLessThanOrEqual(80);
  }),
  "classify a text": toCase(classify, { text: reviews[0] ?? "" }, ({ label, fellBack }) => {
    expect({ label, fellBack }).toEqual({ label: "positive", fellBack: false });
  }),
  "classify several texts": toCase(classify, { texts: reviews }, ({ results }) => {
    expect(results).toMatchObject(
      ["positive", "negative", "neutral", "positive", "negative"].map((label) => ({ label })),
    );
  }),
  "classify by other labels": toCase(
    classify,
    { text: "Our team won the football match in the last minute.", labels: ["sports", "cooking"] },
    ({ label }) => {
      expect(label).toBe("sports");
    },
  ),
  "fall back when no label fits": toCase(
    classify,
    { text: "Qwx zzyv.", labels: ["sports", "cooking"], fallback: "cooking" },
    ({ label, fellBack }) => {
      expect({ label, fellBack }).toEqual({ label: "cooking", fellBack: true });
    },
  ),
  "translate into Spanish": toCase(translate, { text: paragraph, to: "Spanish" }, ({ translation }) => {
    expect(translation).toMatch(/^La biblioteca abre a las nueve[^[]*$/);
  }),
  "translate Markdown and keep its code": toCase(
    translate,
    { text: markdown, to: "German", from: "English" },
    ({ translation }) => {
      expect(translation).toMatch(/^# Die Bibliothek\n\n[^[]*\n\n```js\nconst open = "nine";\n```\n\n- .*Samstag/);
    },
  ),
  "answer a question, with the section that says it": toCase(
    answer,
    { document, question: "When did the doors finally open?" },
    (output) => {
      expect(output.answer).toContain("9 December 2017");
      expect(output.sections).not.toEqual([]);
    },
  ),
};

/** The carriers: push, round trip, and a server that asks the offline model itself. */
const CARRIERS = [
  ["push", "2025-11-25", false],
  ["round trip", "2026-07-28", false],
  ["direct", "2025-11-25", true],
] as const;

describe("every tool, on every carrier", () => {
  let models: OpenModels;
  const connections: [string, Connection][] = [];

  beforeAll(async () => {
    models = await openModels([OFFLINE_MODEL], {});
    const ledger = await openLedger({ path: ":memory:" });
    const policy = createPolicy({ policy: { defaults: { mode: "auto", requestsPerMinute: null } } });
    for (const [carrier, revision, isDirect] of CARRIERS) {
      const kit = kitServer(process.env);
      const { baseURL, apiKey } = models.offline ?? { baseURL: "", apiKey: "" };
      const direct = {
        KIT_DIRECT: "always",
        KIT_DIRECT_MODEL: OFFLINE_MODEL.replace("offline/", "custom/"),
        CUSTOM_BASE_URL: baseURL,
        CUSTOM_API_KEY: apiKey,
      };
      const server = { ...kit, env: { ...kit.env, ...(isDirect && direct) } };
      const handler = createSamplingHandler({ ...models, policy, ledger });
      connections.push([carrier, await connect({ server, revision, handler })]);
    }
  });

  afterAll(async () => {
    await Promise.all(connections.map(([, connection]) => connection.close()));
    await models.close();
  });

  it.each(Object.keys(CASES))("%s", { timeout: 60_000 }, async (name) => {
    const { contract, input, holds } = CASES[name] as Case;
    const outputs: unknown[] = [];
    for (const [, connection] of connections) {
      const output: Record<string, unknown> = await connection.call(contract, input);
      holds(output);
      outputs.push(JSON.parse(JSON.stringify(output).replaceAll("custom/", "offline/")));
    }
    expect(outputs[1]).toEqual(outputs[0]);
    expect(outputs[2]).toEqual(outputs[0]);
  });
});
