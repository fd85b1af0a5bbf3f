import { describe, expect, it } from "vitest";
import { BUILT_IN_REDACTIONS } from "./built-in-redactions.ts";
import { redactText } from "./redaction.ts";

function redact(text: string, names = BUILT_IN_REDACTIONS.map(({ name }) => name)) {
  const counts: Record<string, number> = {};
  const redactions = BUILT_IN_REDACTIONS.filter(({ name }) => names.includes(name));
  const redacted = redactText(text, redactions, (name) => {
    counts[name] = (counts[name] ?? 0) + 1;
  });
  return { redacted, counts };
}

// Put together here, so that no scanner takes them for keys that somebody lost.
const random = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6";
const pem = (kind: string) =>
  `-----BEGIN ${kind}PRIVATE KEY-----\n${random.repeat(2)}\n${random}==\n-----END ${kind}PRIVATE KEY-----`;

describe("redactText takes out", () => {
  it.each([
    [`sk-${random}`, "[redacted: API key]"],
    [`My key is sk-ant-api03-${random}.`, "My key is [redacted: API key]."],
    [`"sk-proj-${random}_-x"`, '"[redacted: API key]"'],
    [`AKIA${"ABCD1234EFGH5678"} `, "[redacted: API key] "],
    [`ghp_${random}, github_pat_${random}`, "[redacted: API key], [redacted: API key]"],
    [`glpat-${random}`, "[redacted: API key]"],
    [`(xoxb-123456789012-${random})`, "([redacted: API key])"],
    [`AIza${random}Xyz`, "[redacted: API key]"],
    [`sk_live_${random}`, "[redacted: API key]"],
    [`hf_${random}\n`, "[redacted: API key]\n"],
    [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${random}`, "[redacted: API key]"],
    [`Authorization: Bearer ${random}`, "Authorization: Bearer [redacted: API key]"],
    [`-H "authorization: basic dXNlcjpwYXNzd29yZDEyMw=="`, `-H "authorization: basic [redacted: API key]"`],
    ["password=hunter2", "password=[redacted: password]"],
    ["DB_PASSWORD: 'correct horse battery'", "DB_PASSWORD: '[redacted: password]'"],
    ['{"api_key": "abc123", "user": "ann"}', '{"api_key": "[redacted: password]", "user": "ann"}'],
    ["the Password is below\npwd: S3cret!x;", "the Password is below\npwd: [redacted: password];"],
    [
      "secretAccessKey: 'zxcvbn', dbPassword=abc",
      "secretAccessKey: '[redacted: password]', dbPassword=[redacted: password]",
    ],
    [`secret: "${"long ".repeat(500)}"`, 'secret: "[redacted: password]"'],
    ["PWD=S3cret", "PWD=[redacted: password]"],
    ["client-secret = zxcvbn", "client-secret = [redacted: password]"],
    ["postgres://app:pa55word@db.internal:5432/x", "postgres://app:[redacted: password]@db.internal:5432/x"],
    ["Write to ann.lee+news@mail.example.co.uk.", "Write to [redacted: e-mail address]."],
    ["<jürgen@müller.de>, o'neil@example.ie", "<[redacted: e-mail address]>, [redacted: e-mail address]"],
    ["4111 1111 1111 1111", "[redacted: card number]"],
    ["Paid with 5555-5555-5555-4444, thanks", "Paid with [redacted: card number], thanks"],
    ["Amex 378282246310005.", "Amex [redacted: card number]."],
    ["Order 12 4111111111111111 07", "Order 12 [redacted: card number] 07"],
    ["4242424242424242 and 6011111111111117", "[redacted: card number] and [redacted: card number]"],
    [`Here:\n${pem("RSA ")}\nDone.`, "Here:\n[redacted: private key]\nDone."],
    [`${pem("")} and ${pem("EC ")}`, "[redacted: private key] and [redacted: private key]"],
    [JSON.stringify({ key: pem("") }), '{"key":"[redacted: private key]"}'],
    [`-----BEGIN OPENSSH PRIVATE KEY-----\n${random}\n${random}\nAnd so on.`, "[redacted: private key]\nAnd so on."],
    [`password=sk-${random}/and?more, x`, "password=[redacted: API key], x"],
    [
      `-----BEGIN PRIVATE KEY-----\n${random}\nIt was lost. Here is another:\n${pem("")}`,
      "[redacted: private key]\nIt was lost. Here is another:\n[redacted: private key]",
    ],
  ])("of %j", (text, redacted) => {
    expect(redact(text).redacted).toBe(redacted);
  });

  it.each([
    "The risk-averse desk-clerk uses sk-learn-compatible-estimators-everywhere.",
    "A basic understanding of bearer instruments is enough; a bearer certificate-of-something is not.",
    "Password: choose one with eight characters. The secret: patience.",
    "Your token: required. The password is important, and the secret is out.",
    "const password: string = readPassword; maxTokens: 4096, tokens: 512000, token == other",
    "const token = await getToken(); token = readToken(1); secret = process.env.SECRET; self.token = self.read()",
    "password = null; password=true; apiKey: undefined, password=<yours>, pwd=****",
    '"next_page_token": "CAUQAA12", nextPageToken="CAUQAA12", max_token=4096, PWD=/home/ann/x',
    "Meet @ noon, follow @handle, decorate with @Injectable(), npm i @types/node@24.19.2.",
    "It costs 4111 or 1234 5678 9012 3456, at 1732100000000 ms, 0.4111111111111111 of it.",
    "id 4111111111111112, uuid 41111111-1111-4111-8111-111111111111, f4111111111111111, 4111111111111111a",
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
    "See https://example.com:8080/path@2x.png and http://localhost:3000/@scope/name",
    "The file begins with -----BEGIN PRIVATE KEY----- and ends with another such line.".replace("PRIVATE", "PUBLIC"),
  ])("nothing of prose and code: %j", (text) => {
    expect(redact(text)).toEqual({ redacted: text, counts: {} });
  });

  it("each place once, under the first rule that finds it, and counts by rule", () => {
    const text = `api_key=sk-${random} password=a@example.org mail b@example.org`;
    expect(redact(text)).toEqual({
      redacted: "api_key=[redacted: API key] password=[redacted: password] mail [redacted: e-mail address]",
      counts: { "api-keys": 1, passwords: 1, "email-addresses": 1 },
    });
  });

  it("only what the rules that it is given find", () => {
    const text = `a@example.org 4111111111111111`;
    expect(redact(text, ["card-numbers"]).redacted).toBe("a@example.org [redacted: card number]");
    expect(redact(text, []).redacted).toBe(text);
  });

  it("nothing of what it has put in itself", () => {
    const once = redact(`password=hunter2 sk-${random} a@example.org 4111111111111111 ${pem("")}`).redacted;
    expect(redact(once).redacted).toBe(once);
  });
});

describe("the shortest text", () => {
  const shortest: Readonly<Record<string, string>> = {
    "private-keys": "-----BEGIN PRIVATE KEY-----",
    "api-keys": `xapp-${random.slice(0, 10)}`,
    passwords: "://:x@",
    "email-addresses": "a@b.co",
    "card-numbers": "4222222222222",
  };

  it.each(BUILT_IN_REDACTIONS)(
    "in which $name finds something has as many characters as it says",
    ({ name, ...rest }) => {
      const text = shortest[name] ?? "";
      expect(text).toHaveLength(rest.shortest ?? -1);
      expect(redact(text, [name]).counts).toEqual({ [name]: 1 });
    },
  );
});
