import type { Tool } from "../wire/chat-request.ts";
import type { Notes } from "../wire/completion.ts";
import { answerQuestion } from "./answer-question.ts";
import { classify, offeredLabels, readLabels } from "./classify.ts";
import { applyShape, readInstructions } from "./instructions.ts";
import { GREETING, type Skill, skillIn, type Task } from "./read-task.ts";
import { summarize } from "./summarize.ts";
import { translate } from "./translate.ts";
import { detectLanguage } from "./words.ts";

/** An answer in words. */
export type Said = { text: string; skill: Skill | undefined; notes: Notes; wantsJson: boolean };

/** What the stand-in says of itself, in the user's language: what it is and can, and why it gives no other answer. */
const SPEECH = {
  en: {
    is: "This is a small offline stand-in made of rules, not a language model.",
    can: "It can summarize a text, choose one of your labels for it, translate the sentences of a small phrasebook, and find the sentence of a text that answers a question. Write the instruction first, then the text. For anything else, name a real model.",
    cannot: "This stand-in does not do that: it is made of rules, and is not a language model.",
    lacks: "To do that, the stand-in needs a text, and the message has none.",
    welcome: "You are welcome.",
    tools: "The tools that it may call here:",
  },
  de: {
    is: "Dies ist ein kleiner Offline-Ersatz aus Regeln, kein Sprachmodell.",
    can: "Er kann einen Text zusammenfassen, eines Ihrer Labels dafür wählen, die Sätze eines kleinen Sprachführers übersetzen und den Satz eines Textes finden, der eine Frage beantwortet. Schreiben Sie zuerst die Anweisung, dann den Text. Für alles andere nennen Sie ein echtes Modell.",
    cannot: "Dieser Ersatz kann das nicht: Er besteht aus Regeln und ist kein Sprachmodell.",
    lacks: "Dazu braucht der Ersatz einen Text, und die Nachricht enthält keinen.",
    welcome: "Gern geschehen.",
    tools: "Die Werkzeuge, die er hier aufrufen darf:",
  },
  fr: {
    is: "Ceci est un petit remplaçant hors ligne fait de règles, pas un modèle de langage.",
    can: "Il sait résumer un texte, lui choisir une de vos étiquettes, traduire les phrases d'un petit guide de conversation et trouver la phrase d'un texte qui répond à une question. Écrivez d'abord la consigne, puis le texte. Pour le reste, nommez un vrai modèle.",
    cannot: "Ce remplaçant ne sait pas faire cela : il est fait de règles et n'est pas un modèle de langage.",
    lacks: "Pour cela, il faut un texte, et le message n'en contient pas.",
    welcome: "Je vous en prie.",
    tools: "Les outils qu'il peut appeler ici :",
  },
  it: {
    is: "Questo è un piccolo sostituto offline fatto di regole, non un modello linguistico.",
    can: "Sa riassumere un testo, scegliere una delle tue etichette, tradurre tra inglese, spagnolo, francese e tedesco le frasi di un piccolo frasario e trovare la frase di un testo che risponde a una domanda. Scrivi prima l'istruzione, poi il testo. Per il resto, indica un vero modello.",
    cannot: "Questo sostituto non sa farlo: è fatto di regole e non è un modello linguistico.",
    lacks: "Per questo serve un testo, e il messaggio non ne contiene.",
    welcome: "Prego.",
    tools: "Gli strumenti che può chiamare qui:",
  },
  es: {
    is: "Esto es un pequeño sustituto sin conexión hecho de reglas, no un modelo de lenguaje.",
    can: "Puede resumir un texto, elegir una de sus etiquetas, traducir las frases de un pequeño libro de frases y encontrar la frase de un texto que responde a una pregunta. Escriba primero la instrucción y después el texto. Para lo demás, nombre un modelo real.",
    cannot: "Este sustituto no sabe hacer eso: está hecho de reglas y no es un modelo de lenguaje.",
    lacks: "Para eso hace falta un texto, y el mensaje no tiene ninguno.",
    welcome: "De nada.",
    tools: "Las herramientas que puede llamar aquí:",
  },
} as const;
/** Opens a request that may end in labels to choose from. */
const OFFERS =
  /^(?:please |bitte )?(?:is|are|does|was|ist|sind|est|c['’]est|è|es|decide|choose|pick|tag|sort|assign|ordne|entscheide|wähle|sortiere|choisis|classe|scegli|decidi|elige)(?!\p{L})/iu;
const THANKS = /^(?:(?:many )?thanks?|thank you|thx|cheers|danke|vielen dank|merci|grazie|gracias)(?!\p{L})/iu;
/** Talks to the stand-in, or of it and its tools, and asks for nothing that it would have to refuse. */
const OF_ITSELF =
  /^(?:\S+ ){0,3}(?:help|hilfe|helfen|aider?|aiuto|aiutarmi|ayuda)(?: me)?[\s.!?]*$|what['’]s up|yourself|(?<!\p{L})(?:speak|sprichst|parle[sz](?:-vous|-tu)?|parli|hablas?)(?!\p{L})|(?<!\p{L})(?:tools?|mcp|sampling|this kit|(?:which|what|welche\p{L}*|quels?) mod[eè]l\p{L}*|servers?|werkzeuge?n?|outils?|strument[oi]|herramientas?|commands?|befehle?|commandes?|comandi|skills|abilities|fähigkeiten)(?!\p{L})|(?<!\p{L})(?:what|who|how|which|was|wer|wie|welche\p{L}*|que|qu['’]\p{L}*|qui|quel\p{L}*|comment|cosa|chi|come|qué|quién|cómo)(?!\p{L}).{0,200}(?<!\p{L})(?:you|your|du|dich|dein\p{L}*|tu|te|t['’]\p{L}+|vous|sai|sei|stai|puoi|ti|eres|puedes|sabes|estás)(?!\p{L})|^(?:are you|bist du|sind sie|es-tu|êtes-vous|sei|eres)(?!\p{L})/iu;
/** Asks for a new text, whatever form it names: no skill here makes one up. */
const CREATES =
  /^(?:(?:please|can|could|you|kannst|du|bitte|peux-tu|puoi) ?)*(?:write|tell|compose|create|invent|make up|sing|draw|generate|schreib|erzähl|dichte|écris|raconte|invente|scrivi|racconta|inventa|escribe|cuenta)(?!.*(?:summar|headline|title|zusammenfass|überschrift|titel|titre|résumé|riassunto|titolo))/iu;
/** Of a request that could not be done, so many characters are noted. */
const MAX_WISH = 120;
export const UNSAID = "The text does not say.";

function isSpoken(language: string | undefined): language is keyof typeof SPEECH {
  return language !== undefined && Object.hasOwn(SPEECH, language);
}

/** The skill that a task asks for, by the user's words first and then by the system prompt's. */
export function skillOf({ request, system, text, question }: Task): Skill | undefined {
  if (text === "" && (CREATES.test(request) || isOfItself(request))) return undefined;
  for (const asked of [request, system]) {
    const skill = skillIn(asked);
    if (skill !== undefined) return skill;
    if (asked === request && text !== "" && OFFERS.test(request) && readLabels(request).length > 1) return "classify";
    if (asked === request && question !== undefined && text !== "") return "answer";
  }
  return /\banswer/i.test(request) && text !== "" ? "answer" : undefined;
}

/** Answers a task in words, in the form that was asked for. */
export function say(task: Task, tools: readonly Tool[] = []): Said {
  const { system, request, text, question } = task;
  const skill = skillOf(task);
  const language = detectLanguage(request);
  const speech = isSpoken(language) ? SPEECH[language] : SPEECH.en;
  const { shape, ignored: beyond } = readInstructions(task);
  // Of a translation, the language is not beyond it.
  const ignored = skill === "translate" ? beyond.filter((part) => !/^in \p{Lu}\p{L}+$/u.test(part)) : beyond;
  const wantsJson = shape.form === "json";
  const finish = (words: string, source: Notes["source"] = "rules"): Said => ({
    text: applyShape(words, shape),
    skill,
    notes: { source, ignored },
    wantsJson,
  });
  // What the stand-in is or misses, it says in full, whatever length or form was asked for.
  const excuse = (words: string, missed: readonly string[]): Said => ({
    text: words,
    skill,
    notes: { source: "rules", ignored: missed },
    wantsJson,
  });
  if (shape.reply !== undefined) return finish(shape.reply);
  if (text === "" && skill !== undefined) {
    return excuse(`${speech.lacks} ${speech.can}`, []);
  }
  if (skill === "translate") return finish(translate(text, request || system), "phrasebook");
  if (skill === "classify") {
    const { label, confidence } = classify(text, offeredLabels(request, system));
    const isWanted = /\bconfiden|\bprobability\b|\bcertainty\b/i.test(`${request} ${system}`);
    return finish(isWanted ? `${label}\n${confidence}` : label);
  }
  if (skill === "answer") {
    const found = answerQuestion(question ?? request, text);
    return found === undefined ? excuse(UNSAID, ignored) : finish(found);
  }
  if (skill === "summarize") {
    const summary = summarize(text, shape);
    if (summary.text === "") return excuse("The text has no sentence to summarize.", ignored);
    return finish(summary.text, summary.isScripted ? "scripted" : "rules");
  }
  // No skill, but a form: "In capitals: hello" is obeyed to the letter.
  if (text !== "" && Object.keys(shape).length > 0) return finish(text);
  if (THANKS.test(request)) return excuse(speech.welcome, []);
  if (!isOfItself(request)) return excuse(`${speech.cannot} ${speech.can}`, [request.slice(0, MAX_WISH)]);
  const list = tools.map(({ name, description }) => `- ${name}: ${description}`);
  return excuse(`${speech.is} ${speech.can}${list.length > 0 ? `\n\n${[speech.tools, ...list].join("\n")}` : ""}`, []);
}

/** Whether a request is about the stand-in and its tools, or a greeting. */
export function isOfItself(request: string): boolean {
  return !CREATES.test(request) && (request.replace(GREETING, "") === "" || OF_ITSELF.test(request));
}
