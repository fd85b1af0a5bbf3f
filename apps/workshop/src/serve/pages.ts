import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import { loadChapters } from "../chapter.ts";
import { patchesOf, stateOf } from "../states.ts";
import type { WorkArea } from "../work-area.ts";

const PAGES = fileURLToPath(new URL("../../pages/", import.meta.url));

/** The workshop as HTML: the chapters, their texts, and how the learner's work differs from the solution. */
export function createPages(area: WorkArea, base: string) {
  const marked = new Marked({
    renderer: {
      // The marks of `pnpm write-docs` go, and nothing else passes for markup.
      html: ({ text }) => (text.trimStart().startsWith("<!--") ? "" : escapeHtml(text)),
      link({ href, tokens }) {
        const [, page] = /pages\/([\w-]+)\.md$/.exec(href) ?? [];
        const to = page === undefined ? href : `${base}pages/${page}`;
        const text = this.parser.parseInline(tokens);
        return page !== undefined || /^https?:/.test(to) ? `<a href="${escapeHtml(to)}">${text}</a>` : text;
      },
    },
  });
  const render = (markdown: string) => marked.parse(markdown, { async: false });

  async function list(): Promise<string> {
    const { done, chapter: at } = area.progress();
    const rows = (await loadChapters()).map(({ chapter: { number, title, question, minutes } }) => {
      const mark = done.includes(number) ? "done" : number === at ? "here" : "";
      const link = `<a href="${base}chapters/${number}">${escapeHtml(title)}</a><br>${escapeHtml(question)}`;
      return `<tr><td>${number}<td>${link}<td>${minutes} min<td>${mark}`;
    });
    return `<h1>The workshop</h1><table>${rows.join("")}</table>
<p>In the terminal, <code>pnpm learn 3</code> lays out a chapter, and <code>pnpm learn check</code> checks your work.`;
  }

  async function diff(): Promise<string> {
    const chapters = await loadChapters();
    const { chapter: at } = area.progress();
    if (at === undefined) return "<p>No chapter is laid out yet. Begin with <code>pnpm learn 0</code>.";
    const patches = patchesOf(area.files(), stateOf(chapters, at, "end")).map(
      (patch) => `<pre>${patch.split("\n").map(paint).join("\n")}</pre>`,
    );
    return `<h1>Chapter ${at}: from your work to the solution</h1>
${patches.join("") || "<p>There is no difference."}`;
  }

  /** The page at a path below the base. Undefined: there is none. */
  return async function readPage(path: string): Promise<string | undefined> {
    const [kind = "", name = ""] = path.split("/");
    if (path === "") return wrap(await list());
    if (path === "diff") return wrap(await diff());
    const folder = (await loadChapters()).find(({ chapter }) => String(chapter.number) === name)?.folder;
    if (kind === "chapters" && folder) return wrap(render(readFileSync(join(folder, "chapter.md"), "utf8")));
    const file = join(PAGES, `${name}.md`);
    if (kind === "pages" && /^[\w-]+$/.test(name) && existsSync(file)) return wrap(render(readFileSync(file, "utf8")));
    return undefined;
  };

  function wrap(content: string): string {
    return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The workshop</title>
<link rel="stylesheet" href="${base}style.css"><script src="${base}reload.js"></script>
<nav><a href="${base}">Chapters</a> · <a href="${base}diff">My work and the solution</a> · <a href="${base}pages/troubleshooting">Troubleshooting</a></nav>
<main>${content}</main></html>
`;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A line of a diff. */
function paint(line: string): string {
  const name = { "+": "added", "-": "removed" }[line[0] ?? ""];
  return name === undefined ? escapeHtml(line) : `<span class="${name}">${escapeHtml(line)}</span>`;
}
