import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Language } from "./languages.ts";
import { translate } from "./translate.ts";

const paragraph = readFileSync(
  new URL("../../../../apps/client/samples/paragraph.txt", import.meta.url),
  "utf8",
).trim();
const to = (target: Language, text: string, source?: Language) =>
  translate(text, { source, target, targetName: target });

describe("of the sample paragraph", () => {
  test("leaves no word unknown and reads like this in Spanish", async () => {
    expect(await to("es", paragraph)).toBe(
      "La biblioteca abre a las nueve de la mañana. Cada visitante puede leer, escuchar y aprender gratis. En el primer piso hay una sala tranquila con vistas al río. Los niños se reúnen allí el sábado para cuentos y juegos. Si pierde un libro, avísenos por favor lo antes posible. Encontraremos una respuesta juntos.",
    );
  });

  test("leaves no word unknown and reads like this in French", async () => {
    expect(await to("fr", paragraph)).toBe(
      "La bibliothèque ouvre à neuf heures du matin. Chaque visiteur peut lire, écouter et apprendre gratuitement. Au premier étage il y a une salle calme avec vue sur la rivière. Les enfants se retrouvent là-bas le samedi pour des histoires et des jeux. Si vous perdez un livre, merci de nous prévenir dès que possible. Nous trouverons une réponse ensemble.",
    );
  });

  test("leaves no word unknown and reads like this in German", async () => {
    expect(await to("de", paragraph)).toBe(
      "Die Bibliothek öffnet um neun Uhr morgens. Jeder Besucher kann lesen, zuhören und kostenlos lernen. Im ersten Stock gibt es einen ruhigen Raum mit Blick auf den Fluss. Kinder treffen sich dort am Samstag für Geschichten und Spiele. Wenn Sie ein Buch verlieren, informieren Sie uns bitte so bald wie möglich. Wir werden gemeinsam eine Antwort finden.",
    );
  });

  test.for<Language>(["es", "fr", "de"])("comes back from %s with the same words but few", async (language) => {
    const back = await to("en", await to(language, paragraph, "en"), language);
    expect(back).not.toMatch(/\[/);
    const words = new Set(back.toLowerCase().match(/\w+/g));
    const lost = (paragraph.toLowerCase().match(/\w+/g) ?? []).filter((word) => !words.has(word));
    expect(lost.length).toBeLessThanOrEqual(2);
  });
});

describe("from English", () => {
  test.for<[english: string, es: string, fr: string, de: string]>([
    [
      "My sister has bought a new red car.",
      "Mi hermana ha comprado un nuevo coche rojo.",
      "Ma sœur a acheté une nouvelle voiture rouge.",
      "Meine Schwester hat ein neues rotes Auto gekauft.",
    ],
    [
      "When it rains, the children play in the big house.",
      "Cuando llueve, los niños juegan en la casa grande.",
      "Quand il pleut, les enfants jouent dans la grande maison.",
      "Wenn es regnet, spielen die Kinder im großen Haus.",
    ],
    [
      "She does not read the long letters.",
      "Ella no lee las cartas largas.",
      "Elle ne lit pas les longues lettres.",
      "Sie liest die langen Briefe nicht.",
    ],
    ["They do not have time.", "No tienen tiempo.", "Ils n'ont pas de temps.", "Sie haben keine Zeit."],
    [
      "The books were delivered yesterday.",
      "Los libros fueron entregados ayer.",
      "Les livres ont été livrés hier.",
      "Die Bücher wurden gestern geliefert.",
    ],
    [
      "The woman who works here speaks German.",
      "La mujer que trabaja aquí habla alemán.",
      "La femme qui travaille ici parle allemand.",
      "Die Frau, die hier arbeitet, spricht Deutsch.",
    ],
    [
      "The mayor's office is closed on Mondays.",
      "La oficina del alcalde está cerrada los lunes.",
      "Le bureau du maire est fermé le lundi.",
      "Das Büro des Bürgermeisters ist montags geschlossen.",
    ],
    [
      "He gave me a good answer.",
      "Él me dio una buena respuesta.",
      "Il m'a donné une bonne réponse.",
      "Er gab mir eine gute Antwort.",
    ],
    [
      "Open the window and close the door.",
      "Abra la ventana y cierre la puerta.",
      "Ouvrez la fenêtre et fermez la porte.",
      "Öffnen Sie das Fenster und schließen Sie die Tür.",
    ],
    [
      "Can I borrow this book?",
      "¿Puedo pedir prestado este libro?",
      "Je peux emprunter ce livre?",
      "Kann ich dieses Buch ausleihen?",
    ],
    [
      "The farmer needs help with a sheep and two fish.",
      "El agricultor necesita ayuda con una oveja y dos peces.",
      "L'agriculteur a besoin d'aide avec un mouton et deux poissons.",
      "Der Landwirt braucht Hilfe mit einem Schaf und zwei Fischen.",
    ],
    [
      "You must sign the form and send it to the office.",
      "Debe firmar el formulario y enviarlo a la oficina.",
      "Vous devez signer le formulaire et l'envoyer au bureau.",
      "Sie müssen das Formular unterschreiben und es zum Büro schicken.",
    ],
    [
      "The new software is easy to install.",
      "El nuevo software es fácil de instalar.",
      "Le nouveau logiciel est facile à installer.",
      "Die neue Software ist einfach zu installieren.",
    ],
    [
      "The meeting has been cancelled.",
      "La reunión ha sido cancelada.",
      "La réunion a été annulée.",
      "Die Besprechung ist storniert worden.",
    ],
  ])("%s", async ([english, es, fr, de]) => {
    expect(await to("es", english, "en")).toBe(es);
    expect(await to("fr", english, "en")).toBe(fr);
    expect(await to("de", english, "en")).toBe(de);
  });
});

describe("into English", () => {
  test.for<[text: string, english: string]>([
    ["La casa de mi hermano es muy grande.", "The house of my brother is very big."],
    ["Hemos comprado dos libros nuevos.", "We have bought two new books."],
    [
      "Je n'ai pas de temps et les enfants mangent une pomme rouge.",
      "I do not have time and the children eat a red apple.",
    ],
    ["Am Samstag treffen sich Kinder dort.", "On Saturday children meet there."],
    ["Wir haben zwei neue Bücher gekauft.", "We have bought two new books."],
  ])("%s", async ([text, english]) => {
    expect(await to("en", text)).toBe(english);
  });
});

test("goes from Spanish to German by way of English", async () => {
  expect(await to("de", "El niño lee un libro viejo.", "es")).toBe("Das Kind liest ein altes Buch.");
});

test("marks the words it does not know, but no names, numbers and addresses", async () => {
  const text = "The gizmo costs 12 euros in Berlin, see https://a.example/b.";
  expect(await to("es", text, "en")).toBe("El [gizmo] cuesta 12 euros en Berlin, vea https://a.example/b.");
});

test("keeps lines and Markdown, and leaves code alone", async () => {
  const code = "```js\nconst house = 1;\n```";
  const text = `# A red house\n\n- a **new** door\n  1. see [the map](https://a.example/the)\n\n${code}\n\n> A \`house\` is big.\n`;
  expect(await to("de", text, "en")).toBe(
    `# Ein rotes Haus\n\n- **eine neue Tür**\n  1. sehen Sie [die Karte](https://a.example/the)\n\n${code}\n\n> Ein \`house\` ist groß.\n`,
  );
});

test("returns a text that is in the target language already", async () => {
  expect(await to("en", paragraph)).toBe(paragraph);
});

test("says in one sentence which language it does not offer", async () => {
  const answer = await translate("A house.", { source: "en", target: undefined, targetName: "Japanese" });
  expect(answer).toMatch(/^[^.]*Japanese\.$/);
});

test("survives words that every object knows", async () => {
  expect(await to("fr", "The constructor and the prototype.", "en")).toBe("Le [constructor] et le [prototype].");
});

describe("of everyday and office sentences", () => {
  test.for<[english: string, es: string, fr: string, de: string]>([
    [
      "The employees are on strike because their wages are too low.",
      "Los empleados están en huelga porque sus sueldos son demasiado bajos.",
      "Les employés sont en grève parce que leurs salaires sont trop bas.",
      "Die Mitarbeiter sind im Streik, weil ihre Löhne zu niedrig sind.",
    ],
    [
      "I would like to book a quiet room with a balcony.",
      "Me gustaría reservar una sala tranquila con un balcón.",
      "J'aimerais réserver une salle calme avec un balcon.",
      "Ich möchte einen ruhigen Raum mit einem Balkon buchen.",
    ],
    [
      "The flight to Spain was cancelled because of the fog.",
      "El vuelo a España fue cancelado a causa de la niebla.",
      "Le vol en Espagne a été annulé à cause du brouillard.",
      "Der Flug nach Spanien wurde wegen des Nebels storniert.",
    ],
    [
      "The lawyer translated the contract into English.",
      "El abogado tradujo el contrato al inglés.",
      "L'avocat a traduit le contrat en anglais.",
      "Der Anwalt übersetzte den Vertrag ins Englische.",
    ],
    [
      "How many participants have signed the form?",
      "¿Cuántos participantes han firmado el formulario?",
      "Combien de participants ont signé le formulaire?",
      "Wie viele Teilnehmer haben das Formular unterschrieben?",
    ],
  ])("%s", async ([english, es, fr, de]) => {
    expect(await to("es", english, "en")).toBe(es);
    expect(await to("fr", english, "en")).toBe(fr);
    expect(await to("de", english, "en")).toBe(de);
  });
});
