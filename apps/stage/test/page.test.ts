import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { State } from "../src/contract.ts";
import { startStage } from "../src/testing/start-stage.ts";

type Stage = Awaited<ReturnType<typeof startStage>>;

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FOLDER = mkdtempSync(join(tmpdir(), "stage-page-"));
const HEADER = '{"tape":1,"startedAt":"2026-01-01T00:00:00.000Z","kit":"0.1.0"}';
const DOCUMENT = "The bus leaves at nine. Dogs travel for free.";

/** Its tool ends the process. */
const DYING = `import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line);
  const serverInfo = { name: "dying", version: "1" };
  const results = {
    initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo },
    "tools/list": { tools: [{ name: "die", inputSchema: { type: "object" } }] },
  };
  if (method === "tools/call") { console.error("no memory left"); process.exit(3); }
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, result: results[method] }));
}`;

function write(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

describe.skipIf(CHROMIUM === undefined)("the page in Chromium", () => {
  let stage: Stage;
  let browser: Browser;
  /** What no page may do: fail, or ask for anything from elsewhere. */
  const wrong: string[] = [];

  beforeAll(async () => {
    const command = process.execPath;
    const kit = { command, args: [program("server/src/main.ts")] };
    const rogue = { command, args: [program("lab/src/attacks/rogue-server-2025-11-25.ts"), "count_words"] };
    const dying = { command, args: [write("dying.mjs", DYING)] };
    const policy = { servers: { reviewed: { mode: "auto", review: true } }, defaults: { tokensPerSession: 100_000 } };
    stage = await startStage(
      ...["--servers", write("mcp.json", JSON.stringify({ mcpServers: { kit, reviewed: kit, rogue, dying } }))],
      ...["--policy", write("policy.json", JSON.stringify(policy))],
    );
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    const { running } = (await (await stage.ask("/api/state")).json()) as State;
    for (const { call } of running) await stage.post("/api/cancel", { call });
    expect(wrong.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.[Symbol.asyncDispose]();
    rmSync(FOLDER, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US", ...options });
    page.setDefaultTimeout(Number(process.env.STAGE_TIMEOUT ?? 45_000));
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      // An answer that refuses is no failure of the page.
      if (message.type() === "error" && !message.text().includes("status of 400")) wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(stage.url.origin) && !request.url().startsWith("data:")) wrong.push(request.url());
    });
    await page.goto(stage.url.href);
    await chooser(page, "Tool").waitFor();
    return page;
  }

  /** Calls a tool by the form, and gives the results of that call. */
  async function call(page: Page, tool: string, revision: string) {
    await page.locator("option", { hasText: tool }).waitFor({ state: "attached" });
    await chooser(page, "Tool").selectOption(tool);
    await chooser(page, "Revision").selectOption(revision);
    if (tool.endsWith("/summarize")) await page.getByLabel("document").fill(DOCUMENT);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/api/call")),
      page.getByRole("button", { name: "Call", exact: true }).click(),
    ]);
    const { call: number } = (await answer.json()) as { call: number };
    return page.locator(`.result[data-call="${number}"]`);
  }

  const chooser = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });
  const card = (page: Page) => page.getByRole("alertdialog");
  const press = (page: Page, name: string) => card(page).getByRole("button", { name }).click();

  /** What axe finds serious or critical. */
  async function audit(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }

  const shoot = async (page: Page, name: string) => {
    const { STAGE_SHOTS: folder } = process.env;
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  it("calls on both revisions, asks about each, and sets both side by side", async () => {
    const page = await open();
    const results = await call(page, "kit/summarize", "both");
    await card(page).getByText("kit, protocol 2025-11-25").waitFor();
    await card(page).getByText("1 of 2: the other asks next").waitFor();
    await card(page).getByText("more below").waitFor();
    // Who is asked stands in the lanes, and nothing that belongs to no call.
    await page.locator(".row.waiting", { hasText: "asks you" }).waitFor();
    await page.locator(".lane-head.model", { hasText: "not asked" }).waitFor();
    expect(await page.locator(".row", { hasText: "tools/list" }).count()).toBe(0);
    await page.locator(".row.greeting").first().press("Enter");
    await page.locator(".row", { hasText: "result of tools/list" }).first().waitFor();
    await page.locator(".row.greeting").first().press("Enter");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByText("The call on 2025-11-25 waits for you").waitFor();
    await shoot(page, "compare-empty");
    await page.getByRole("button", { name: "Messages" }).click();
    await press(page, "approve this call");
    await card(page).getByText("kit, protocol 2026-07-28").waitFor();
    await press(page, "approve this call");
    await results.nth(1).waitFor();
    expect(await results.allTextContents()).toEqual([
      expect.stringMatching(/2025-11-25: the result.*bus leaves/s),
      expect.stringMatching(/2026-07-28: the result.*bus leaves/s),
    ]);
    expect(await page.locator(".who").textContent()).toMatch(/client holds the key.*server has no key/);
    expect(await page.locator(".lane-head.client").textContent()).toContain("holds the key");
    await page.getByText("The tool is done: here is its result.").waitFor();
    await page.locator(".row", { hasText: "again" }).last().click();
    await page.getByLabel("The message", { exact: true }).getByText("the client cannot read it").waitFor();
    // The question, what the handler did with it, and its answer.
    expect(await page.locator(".row.linked").count()).toBeGreaterThan(3);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Compare" }).click();
    const compare = page.getByLabel("Compare", { exact: true });
    expect(await compare.textContent()).toMatch(/The call stays open.*Nothing stays open/);
    const rounds = compare.locator("figure", { hasText: "rounds" }).locator("strong");
    expect(await rounds.allTextContents()).toEqual(["1", "2"]);
    const twice = compare.locator("figure", { hasText: "travel twice" }).locator("strong");
    expect((await twice.allTextContents()).map(Number)).toEqual([0, expect.toSatisfy((bytes: number) => bytes > 50)]);
    await compare.getByText("runs again from its start").waitFor();
    await page.getByText(/^\d+ of 100,000$/).waitFor();
    await shoot(page, "compare");
  });

  it("denies: the server gets no answer", async () => {
    const page = await open();
    const results = await call(page, "kit/summarize", "2026-07-28");
    await press(page, "deny");
    await results.getByText("denied, after").waitFor();
    expect(await card(page).count()).toBe(0);
    expect(await page.locator(".result.failed").count()).toBe(0);
    await call(page, "kit/summarize", "2026-07-28");
    await card(page).waitFor();
    await page.getByText("previous call").waitFor();
    await press(page, "deny");
    await page.locator(".row.denied").last().waitFor();
  });

  it("sends what was edited, and says what is wrong with an edit", async () => {
    const page = await open();
    const results = await call(page, "kit/summarize", "2025-11-25");
    await press(page, "edit");
    const tokens = card(page).getByLabel("Most tokens of the answer");
    const most = await tokens.inputValue();
    await tokens.fill("999999");
    await press(page, "approve as edited");
    await page.getByRole("alert").getByText("999999").waitFor();
    await tokens.fill(most);
    await card(page).getByLabel("the server wrote, in the user's name").fill("Summarize: The tram stops here.");
    await shoot(page, "edit");
    await press(page, "approve as edited");
    await results.getByText("The tram stops here.").waitFor();
  });

  it("shows an answer before it goes to the server, and sends it as edited", async () => {
    const page = await open();
    const results = await call(page, "reviewed/summarize", "2026-07-28");
    await card(page).getByText("May this answer go to the server?").waitFor();
    await press(page, "edit");
    await card(page).getByLabel("the model wrote").fill("Buses and dogs.");
    await press(page, "send as edited");
    await results.getByText("Buses and dogs.").waitFor();
  });

  it("lets the model fail, and takes that back", async () => {
    const page = await open();
    const fault = chooser(page, "What if the model");
    await fault.selectOption("policy");
    const results = await call(page, "kit/summarize", "2025-11-25");
    await press(page, "approve this call");
    await results.getByText("content_refused").waitFor();
    await fault.selectOption("");
    await page.locator(".row.failed").last().waitFor();
  });

  it("shows a server that dies, with its last words", async () => {
    const page = await open();
    const results = await call(page, "dying/die", "2025-11-25");
    await results.getByText("connection_closed").waitFor();
    await page
      .locator(".server-state", { hasText: "dying on 2025-11-25 is down." })
      .getByText("no memory left")
      .waitFor();
  });

  it("survives a reload in the middle, and closes a card that another tab has decided", async () => {
    const [page, other] = [await open(), await open()];
    const results = await call(page, "kit/summarize", "2026-07-28");
    await Promise.all([card(page).waitFor(), card(other).waitFor()]);
    await page.locator(".row[data-seq]").last().click();
    await page.reload();
    const seq = new URL(page.url()).hash.slice("#m=".length);
    await card(page).waitFor();
    await page.locator(".row.selected").waitFor();
    expect(await page.locator(".row.selected").getAttribute("data-seq")).toBe(seq);
    await press(page, "approve this call");
    await card(other).waitFor({ state: "detached" });
    await results.getByText("bus leaves").waitFor();
    // What is behind the card opens again.
    await page.getByLabel("The message", { exact: true }).waitFor();
  });

  it("takes any tool's arguments as JSON, and cancels a call", async () => {
    const page = await open();
    await page.getByLabel("as JSON").waitFor();
    await page.locator("option", { hasText: "kit/classify" }).waitFor({ state: "attached" });
    await chooser(page, "Tool").selectOption("kit/classify");
    await page.getByLabel("as JSON").check();
    await page.getByLabel("Arguments").fill("[");
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await page.getByRole("alert").getByText("no JSON object").waitFor();
    await page.getByLabel("as JSON").uncheck();
    const results = await call(page, "kit/classify", "2025-11-25");
    await card(page).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await results.getByText("failed (cancelled)").waitFor();
    await card(page).waitFor({ state: "detached" });
  });

  it("shows what a hostile server hides, and gives its words no place outside their frames", async () => {
    const page = await open();
    const results = await call(page, "rogue/count_words", "2025-11-25");
    const words = card(page).locator("blockquote");
    // Escape sequences, text that is turned around, and characters without a width.
    expect(await words.textContent()).toMatch(/⟨U\+001B⟩\[2J.*⟨U\+009B⟩.*⟨U\+0007⟩.*⟨U\+202E⟩drow⟨U\+202C⟩⟨U\+200B⟩/s);
    await card(page).getByText("Beware: it").first().waitFor();
    await shoot(page, "hostile");
    await press(page, "deny");
    await results.waitFor();
  });

  it("puts no markup of a tape into the page, and asks for nothing that it names", async () => {
    const page = await open();
    const evil = [
      '<img src="https://rogue.example/a.png" onerror="document.title=1">',
      "</pre></button><script>document.title=1</script>",
      '<section class="card" role="alertdialog"><button class="approve">approve</button></section>',
      '<a href="https://rogue.example">sign in</a><style>*{background:url(https://rogue.example/b)}</style>',
      "javascript:alert(1)//url(https://rogue.example/c)",
      "a\u202eb\u200b\u001b[8mc\u2066",
    ];
    const lines = evil.map((text, at) =>
      JSON.stringify({
        ...{ seq: at + 1, time: at, lane: "wire", connection: 1, server: text, revision: text, kind: "request" },
        ...{ method: text, tool: text, call: 1, direction: "to-client", id: text, bytes: 9, questions: [at + 1] },
        body: { [text]: text, message: text },
      }),
    );
    await page.getByLabel("Load tape").setInputFiles(write("evil.ndjson", [HEADER, ...lines].join("\n")));
    await page.getByText("6 of 6").waitFor();
    for (const at of evil.keys()) {
      await page.locator(`.row[data-seq="${at + 1}"]`).click();
      await page.getByLabel("The message", { exact: true }).waitFor();
    }
    expect(await page.getByLabel("The message", { exact: true }).textContent()).toContain("a⟨U+202E⟩b⟨U+200B⟩");
    expect(await page.locator("img, iframe, a[href*=rogue], #app script, #app style, [style*=url]").count()).toBe(0);
    expect(await card(page).count()).toBe(0);
    expect(await page.title()).toMatch(/^Stage/);
    expect(await page.locator(".row").first().textContent()).toContain("<img src=");
  });

  it("replays a tape of 5,000 messages, by keys alone, with a moment in the address", async () => {
    const page = await open();
    const lines = Array.from({ length: 5_000 }, (_, at) => {
      const [kind, direction] = at % 2 === 0 ? ["request", "to-server"] : ["response", "to-client"];
      const wire = { lane: "wire", connection: 1, server: "s", revision: "2025-11-25", method: "ping", id: at >> 1 };
      return JSON.stringify({ seq: at + 1, time: at, ...wire, kind, direction, bytes: 40 });
    });
    await page.getByLabel("Load tape").setInputFiles(write("long.ndjson", [HEADER, ...lines].join("\n")));
    const position = page.locator("output");
    await page.getByText("5,000 of 5,000").waitFor();
    expect(await page.locator(".row").count()).toBeLessThan(80);
    await page.locator('.row[data-seq="5000"]').waitFor();
    await page.evaluate("document.activeElement.blur()");
    await page.keyboard.press("n");
    await page.getByText("5.000 of 5.000").waitFor();
    await page.keyboard.press("Home");
    expect(await position.textContent()).toBe("0 of 5.000");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    expect(await position.textContent()).toBe("1 of 5.000");
    for (let times = 0; times < 9; times++) await page.keyboard.press("+");
    await page.keyboard.press("p");
    await page.locator('.row[data-seq="3"]').waitFor();
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Play" }).waitFor();
    await page.keyboard.press("End");
    expect(await position.textContent()).toBe("5.000 of 5.000");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(new URL(page.url()).hash).toBe("#m=4999");
    await page.evaluate("location.hash = '#m=2500'");
    await page.locator('.row.selected[data-seq="2500"]').waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("one message on").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("l");
    await page.locator("html[data-size=large]").waitFor();
    await page.reload();
    await page.locator("html[data-size=large]").waitFor();
  });

  it("keeps what comes for later while it is paused", async () => {
    const page = await open();
    await page.locator(".row").first().waitFor();
    await page.evaluate("document.activeElement.blur()");
    await page.keyboard.press("p");
    const before = await page.locator(".row").last().getAttribute("data-seq");
    const results = await call(page, "kit/summarize", "2025-11-25");
    await press(page, "approve this call");
    await results.waitFor();
    expect(await page.locator(".row").last().getAttribute("data-seq")).toBe(before);
    await page.getByRole("button", { name: "Live" }).click();
    await page.locator(".row", { hasText: "result" }).last().waitFor();
    await page.getByText("The tool is done").waitFor();
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds serious, in %s", async (colorScheme) => {
    const page = await open({ colorScheme, reducedMotion: "reduce" });
    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe(colorScheme);
    const results = await call(page, "kit/summarize", "2025-11-25");
    await card(page).waitFor();
    await card(page).locator("h2:focus").waitFor();
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
    expect(await audit(page)).toEqual([]);
    await shoot(page, `card-${colorScheme}`);
    await press(page, "edit");
    expect(await audit(page)).toEqual([]);
    await press(page, "deny");
    await results.waitFor();
    // What the user has denied is no error.
    await page.locator(".row.denied").last().click();
    expect(await page.locator(".row.failed.fresh, .result.failed").count()).toBe(0);
    await page.getByLabel("The message", { exact: true }).waitFor();
    expect(await audit(page)).toEqual([]);
    await page.getByRole("button", { name: "Compare" }).click();
    expect(await audit(page)).toEqual([]);
    await page.getByRole("button", { name: "Keys" }).click();
    expect(await audit(page)).toEqual([]);
  });
});
