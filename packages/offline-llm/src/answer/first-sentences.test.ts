import { describe, expect, it } from "vitest";
import { startClient } from "../testing/start-client.ts";

const TEXT = { type: "string" };
const LABELS = { type: "array", items: TEXT, minItems: 2 };
/** The tools as a chat offers them: a label is optional in the schema, and the tool itself wants a text or texts. */
const TOOLS = [
  toolOf("kit__summarize", "Summarizes a document.", { document: TEXT, style: TEXT, language: TEXT }, ["document"]),
  toolOf("kit__classify", "Chooses the label that fits a text best.", {
    ...{ text: TEXT, texts: { type: "array", items: TEXT }, labels: LABELS, fallback: TEXT },
  }),
  toolOf("kit__translate", "Translates a text.", { text: TEXT, to: { ...TEXT, maxLength: 40 }, from: TEXT }, [
    ...["text", "to"],
  ]),
  toolOf("kit__answer", "Answers a question from a document.", { document: TEXT, question: TEXT }, [
    ...["document", "question"],
  ]),
];
const MILL = "The mill opened in 1931. It burned in 1950.";
const INTRODUCED = /^(?:This is a small offline stand-in|Dies ist ein kleiner|Ceci est un petit|Questo è un piccolo)/;
const CANNOT = /^(?:This stand-in does not|Dieser Ersatz kann das nicht|Ce remplaçant ne sait|Questo sostituto non sa)/;
const LACKS_TEXT = /^(?:To do that, the stand-in needs a text|Dazu braucht der Ersatz einen Text)/;

function toolOf(name: string, description: string, properties: object, required: string[] = []) {
  return {
    type: "function" as const,
    function: { name, description, parameters: { type: "object", properties, required } },
  };
}

/** The call that a chat gets for its first messages, or what is said. */
async function say(...contents: string[]) {
  const { client, model } = await startClient();
  const messages = contents.map((content) => ({ role: "user" as const, content }));
  const { choices } = await client.chat.completions.create({ model: model.modelId, messages, tools: TOOLS });
  const call = choices[0]?.message.tool_calls?.[0];
  if (call?.type !== "function") return choices[0]?.message.content ?? "";
  return { [call.function.name.replace("kit__", "")]: JSON.parse(call.function.arguments) };
}

describe("a first sentence in chat", () => {
  it.for<[sentence: string, answer: RegExp | object | string]>([
    [
      "Classify as positive or negative: I love it",
      { classify: { text: "I love it", labels: ["positive", "negative"] } },
    ],
    ['Is "I hate it" positive or negative?', { classify: { text: "I hate it", labels: ["positive", "negative"] } }],
    ["Classify I love it as good or bad", { classify: { text: "I love it", labels: ["good", "bad"] } }],
    ["Label this as bug or question: It crashed", { classify: { text: "It crashed", labels: ["bug", "question"] } }],
    ["Is this a bug or a wish: It crashed", { classify: { text: "It crashed", labels: ["bug", "wish"] } }],
    ["Is this spam? Win a free phone", { classify: { text: "Win a free phone", labels: ["spam", "not spam"] } }],
    ["What is the mood of this? I am so angry!", { classify: { text: "I am so angry!" } }],
    ["Ist das gut oder schlecht: Es ist toll.", { classify: { text: "Es ist toll.", labels: ["gut", "schlecht"] } }],
    ["Est-ce bon ou mauvais : C'est nul.", { classify: { text: "C'est nul.", labels: ["bon", "mauvais"] } }],
    [
      'Is "it is great" a positive sentence?',
      { classify: { text: "it is great", labels: ["positive", "not positive"] } },
    ],
    ["C'est du spam ? Gagnez un iPhone", { classify: { text: "Gagnez un iPhone", labels: ["spam", "pas spam"] } }],
    [
      "Questo testo è felice o triste? Piango da tre giorni.",
      { classify: { text: "Piango da tre giorni.", labels: ["felice", "triste"] } },
    ],
    ["È positivo o negativo: Mi piace.", { classify: { text: "Mi piace.", labels: ["positivo", "negativo"] } }],
    ["Translate into Italian: Good night.", { translate: { text: "Good night.", to: "Italian" } }],
    ["translate good night to french", { translate: { text: "good night", to: "French" } }],
    ["How do you say good night in Spanish?", { translate: { text: "good night", to: "Spanish" } }],
    ["What does Guten Morgen mean?", { translate: { text: "Guten Morgen", to: "English" } }],
    ["Good morning in Spanish?", { translate: { text: "Good morning", to: "Spanish" } }],
    ["Translate from German to English: Danke.", { translate: { text: "Danke.", to: "English", from: "German" } }],
    ["Übersetze vom Deutschen ins Italienische: Ja.", { translate: { text: "Ja.", to: "Italian", from: "German" } }],
    ["Wie sagt man danke auf Französisch?", { translate: { text: "danke", to: "French" } }],
    ['Que veut dire "good night" ?', { translate: { text: "good night", to: "French" } }],
    ['Say "good night" in French', { translate: { text: "good night", to: "French" } }],
    ["I want to translate good night into German", { translate: { text: "good night", to: "German" } }],
    ["Translate this English sentence: I am hungry.", /say into which: I am hungry/],
    ["Traduis en anglais : Bonjour.", { translate: { text: "Bonjour.", to: "English" } }],
    ["Come si dice grazie in tedesco?", { translate: { text: "grazie", to: "German" } }],
    [`Summarize this: ${MILL}`, { summarize: { document: MILL } }],
    [`Can you summarize this for me? ${MILL}`, { summarize: { document: MILL } }],
    [`Hi! Please summarize this text. ${MILL}`, { summarize: { document: MILL } }],
    [`Fasse zusammen: ${MILL}`, { summarize: { document: MILL } }],
    [`Résume ce texte : ${MILL}`, { summarize: { document: MILL } }],
    [`Fammi un riassunto: ${MILL}`, { summarize: { document: MILL } }],
    [`When did it open? ${MILL}`, { answer: { document: MILL, question: "When did it open?" } }],
    [`${MILL} When did it open?`, { answer: { document: MILL, question: "When did it open?" } }],
    [`Here is a text: ${MILL} Summarize it.`, { summarize: { document: MILL } }],
    ["Summarize my last email", LACKS_TEXT],
    ["Can you translate?", LACKS_TEXT],
    ["Übersetze bitte etwas ins Deutsche", LACKS_TEXT],
    ["hello", INTRODUCED],
    ["Hallo, was kannst du?", INTRODUCED],
    ["Bonjour, que sais-tu faire ?", INTRODUCED],
    ["Ciao, chi sei?", INTRODUCED],
    ["Are you a real AI?", INTRODUCED],
    ["How does the classify tool work?", /^This is [\s\S]*\n- kit__classify: Chooses/],
    ["Welche Werkzeuge hast du?", /^Dies ist [\s\S]*\n- kit__classify: Chooses/],
    ["Thanks a lot!", "You are welcome."],
    ["Danke", "Gern geschehen."],
    ["Write a haiku about rain in two sentences", CANNOT],
    ["Tell me a joke in French", CANNOT],
    ["Write a Python function that sorts a list", CANNOT],
    ["What is the weather in Berlin?", CANNOT],
    ["What is 2 + 2?", CANNOT],
    ["Schreib ein Gedicht über den Regen", CANNOT],
    ["Quelle est la capitale de l'Italie ?", CANNOT],
    ["Scrivi una poesia sulla pioggia", CANNOT],
  ])("%s", async ([sentence, answer]) => {
    const said = await say(sentence);
    if (answer instanceof RegExp) expect(said).toMatch(answer);
    else expect(said).toEqual(answer);
  });

  it.for<[next: string, answer: RegExp | object | string]>([
    ["Now in one sentence, please", { summarize: { document: MILL } }],
    ["Translate it into French", { translate: { text: MILL, to: "French" } }],
    ["What burned?", { answer: { document: MILL, question: "What burned?" } }],
    ["What is the capital of France?", CANNOT],
    ["What is the weather like this week?", CANNOT],
    ["Wie wird das Wetter morgen?", CANNOT],
    ["How does the classify tool work?", INTRODUCED],
  ])("behind a text, takes it only where it is meant: %s", async ([next, answer]) => {
    const said = await say(`Summarize this: ${MILL}`, next);
    if (answer instanceof RegExp) expect(said).toMatch(answer);
    else expect(said).toEqual(answer);
  });
});
