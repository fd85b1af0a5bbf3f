import { modelCards } from "../model-cards.ts";
import type { OfflineModel } from "../start-offline-model.ts";

/** What the command prints once the server answers. */
export function describeServer({ baseURL, apiKey, modelId }: OfflineModel, hasKey: boolean): string {
  const width = Math.max(...modelCards.map(({ id }) => id.length));
  const ids = modelCards.map(({ id, description }) => `  ${id.padEnd(width)}  ${description}`);
  return `The offline model answers at ${baseURL}
Key: ${hasKey ? apiKey : `none needed; where a client wants one, give ${apiKey}`}
Models:
${ids.join("\n")}

Point an OpenAI client at it:
  import OpenAI from "openai";
  const openai = new OpenAI({ baseURL: "${baseURL}", apiKey: "${apiKey}" });
  await openai.chat.completions.create({ model: "${modelId}", messages: [{ role: "user", content: "Hello" }] });

Ctrl-C stops it.`;
}
