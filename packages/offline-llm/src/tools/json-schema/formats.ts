const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** The formats that are checked: what fits each, where to look for one in a text, and a value that means nothing. */
export const formats: Readonly<Record<string, { fits: (text: string) => boolean; inText?: RegExp; empty: string }>> = {
  date: {
    fits: (text) => date.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text),
    empty: "1970-01-01",
  },
  time: { fits: (text) => time.test(text), inText: /\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b/g, empty: "00:00:00Z" },
  "date-time": {
    fits: (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text)),
    inText: /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g,
    empty: "1970-01-01T00:00:00Z",
  },
  duration: {
    fits: (text) => /^P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/.test(text),
    inText: /\bP(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?\b/g,
    empty: "PT0S",
  },
  email: {
    fits: (text) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text),
    inText: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
    empty: "nobody@example.com",
  },
  uri: {
    fits: (text) => URL.canParse(text),
    inText: /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/gi,
    empty: "about:blank",
  },
  hostname: {
    fits: (text) => /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i.test(text),
    inText: /(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b/gi,
    empty: "example.invalid",
  },
  ipv4: {
    fits: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text),
    inText: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
    empty: "0.0.0.0",
  },
  ipv6: { fits: (text) => text.includes(":") && URL.canParse(`http://[${text}]`), empty: "::" },
  uuid: {
    fits: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    inText: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
    empty: "00000000-0000-0000-0000-000000000000",
  },
};

/** A format under its own name or another one: "url" and "iri" are "uri". Undefined when it is not checked. */
export function formatOf(name: unknown) {
  const known = typeof name === "string" ? name.replace(/^(?:url|iri|uri-reference)$/, "uri").replace(/^idn-/, "") : "";
  return Object.hasOwn(formats, known) ? formats[known] : undefined;
}
