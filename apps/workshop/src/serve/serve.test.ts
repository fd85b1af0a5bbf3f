import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadChapters } from "../chapter.ts";
import { stateOf } from "../states.ts";
import { openWorkArea } from "../work-area.ts";
import { serveWorkshop } from "./serve.ts";

async function start() {
  const area = openWorkArea(join(mkdtempSync(join(tmpdir(), "kit-serve-")), "work"));
  const { url, close } = await serveWorkshop(area);
  onTestFinished(close);
  const get = async (path = "") => (await fetch(new URL(path, url))).text();
  return { area, url, get };
}

/** Asks with headers that `fetch` sets itself. */
async function ask(url: string, headers: Record<string, string>, method = "GET") {
  const sent = request(url, { headers, method });
  const answer = new Promise<number>((resolve) => sent.on("response", (got) => resolve(got.resume().statusCode ?? 0)));
  sent.end();
  return answer;
}

describe("the workshop in a browser", () => {
  it("shows the chapters with their progress, and each text", async () => {
    const { area, get } = await start();
    const chapters = await loadChapters();
    await area.layOut(1, stateOf(chapters, 1, "start"), []);
    await area.pass(0);
    const list = await get();
    for (const { chapter } of chapters) expect(list).toContain(`chapters/${chapter.number}"`);
    expect(list).toMatch(/done[\s\S]*here/);
    const chapter = await get("chapters/1");
    expect(chapter).toMatch(/<h1>Chapter 1: .*<blockquote>.*<pre><code class="language-ts">import \*/s);
    expect(chapter).not.toContain("source:");
  });

  it("shows the way from the learner's work to the solution, as text only", async () => {
    const { area, get } = await start();
    expect(await get("diff")).toContain("pnpm learn 0");
    await area.layOut(1, stateOf(await loadChapters(), 1, "end"), []);
    expect(await get("diff")).toContain("There is no difference");
    writeFileSync(join(area.folder, "server/src/tools/summarize.ts"), "</pre><script>alert('mine')</script>\n");
    mkdirSync(join(area.folder, "client"), { recursive: true });
    writeFileSync(join(area.folder, "client/<img src=x onerror=alert(1)>"), "x");
    const page = await get("diff");
    expect(page).toContain("&#60;script&#62;alert(&#39;mine&#39;)");
    expect(page).not.toMatch(/<script>|<img/);
  });

  it("loads again when the learner saves a file", async () => {
    const { area, url } = await start();
    const { body } = await fetch(new URL("events", url));
    const told = body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]().next();
    await area.layOut(1, stateOf(await loadChapters(), 1, "start"), []);
    expect(await told).toMatchObject({ value: "data: changed\n\n" });
  });

  it("has no inline script, and loads nothing from elsewhere", async () => {
    const { url, get } = await start();
    const { headers } = await fetch(url);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
    const page = await get();
    for (const [, script] of page.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) expect(script).toBe("");
    const { pathname } = new URL(url);
    for (const [, from] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(from?.startsWith(pathname)).toBe(true);
    for (const path of ["style.css", "reload.js"]) expect((await fetch(new URL(path, url))).status).toBe(200);
  });

  it("answers nobody else", async () => {
    const { url } = await start();
    const { origin, host, port } = new URL(url);
    const refused = [
      [`${origin}/`, {}],
      [`${origin}/diff`, {}],
      [url.replace(/.\/$/, "/"), {}],
      [url, { host: "evil.example" }],
      [url, { host: `evil.example:${port}` }],
      [url, { origin: "http://evil.example" }],
      [url, { origin: "null" }],
      [url, { "sec-fetch-site": "cross-site" }],
    ] as const;
    for (const [to, headers] of refused)
      expect({ to, headers, status: await ask(to, headers) }).toMatchObject({ status: 403 });
    expect(await ask(url, { host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(200);
    expect(await ask(url, { host }, "POST")).toBe(405);
    for (const path of ["pages/none", "pages/..%2f..%2fpackage", "../x", "chapters/99", "chapters/", "events/x"]) {
      expect([403, 404]).toContain(await ask(`${url}${path}`, {}));
    }
  });
});
