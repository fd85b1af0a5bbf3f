import { startOfflineModel } from "@kit/offline-llm";
import OpenAI from "openai";

const model = await startOfflineModel();
const openai = new OpenAI({ baseURL: model.baseURL, apiKey: model.apiKey });
const messages = [{ role: "user" as const, content: "Translate into French: The library opens at nine." }];
const answer = await openai.chat.completions.create({ model: model.modelId, messages });
console.log(answer.choices[0]?.message.content); // La bibliothèque ouvre à neuf heures.
await model.close();
