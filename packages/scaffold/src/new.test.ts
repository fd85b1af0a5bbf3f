import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { leftOut } from "./eject-command.ts";
import { type Kit, readKit } from "./kit.ts";
import { withChanges } from "./kit-changes.ts";
import { makeApp } from "./new-app.ts";
import { makeTool } from "./new-tool.ts";
import { makeProject, partsOf } from "./project.ts";

const kit = readKit();

/** The kit with other files, too. */
function withFiles(files: ReadonlyMap<string, string>): Kit {
  return { files: new Set([...kit.files, ...files.keys()]), read: (path) => files.get(path) ?? kit.read(path) };
}

describe("a new app, ejected", () => {
  it.each([
    { app: "server", protocol: "both", parts: ["tools"], on: ["both", "2026-07-28"] },
    { app: "server", protocol: "2025-11-25", parts: ["tools", "http", "direct"], on: ["both", "2025-11-25"] },
    { app: "client", protocol: "2026-07-28", parts: ["chat", "http"], on: ["both"] },
  ])("is the $app of the kit ejected: made with $protocol and $parts", ({ app, protocol, parts, on }) => {
    const gone = leftOut(app, partsOf(kit, app), { protocol, with: parts });
    const made = withFiles(makeApp(kit, app, "my-app", gone).added);
    for (const revision of on) {
      const flags = { protocol: revision, with: [] };
      const without = leftOut("my-app", partsOf(made, "my-app"), flags);
      const own = makeProject(made, { app: "my-app", name: "another", without, commit: "c0ffee" });
      const spoken = protocol === "both" ? revision : protocol;
      const same = leftOut(app, partsOf(kit, app), { protocol: spoken, with: parts });
      const kits = makeProject(kit, { app, name: "another", without: same, commit: "c0ffee" });
      expect(own.lines.source).toBe(kits.lines.source);
      for (const [path, text] of own.files) {
        // What they were made of is theirs.
        if (!/^(NOTICE|kit\.json)$|testing\//.test(path)) expect(text, path).toBe(kits.files.get(path));
      }
    }
    const [other = ""] = ["2025-11-25", "2026-07-28"].filter((revision) => !on.includes(revision));
    if (protocol !== "both") {
      const call = () => leftOut("my-app", partsOf(made, "my-app"), { protocol: other, with: [] });
      expect(call).toThrow(`The my-app does not speak ${other}.`);
    }
  });

  it("has the tools that its user wrote, and no name that they took away", () => {
    const files = new Map(
      makeApp(kit, "server", "my-app", leftOut("server", partsOf(kit, "server"), { protocol: "both", with: ["tools"] }))
        .added,
    );
    const tool = makeTool(withFiles(files), "name-ships", "my-app");
    for (const [path, text] of [...tool.added, ...tool.changed]) files.set(path, text);
    files.set(
      "apps/my-app/src/server-info.ts",
      (files.get("apps/my-app/src/server-info.ts") ?? "").replace("My app", "Ships"),
    );
    const made = withFiles(files);
    const without = leftOut("my-app", partsOf(made, "my-app"), { protocol: "both", with: [] });
    const project = makeProject(made, { app: "my-app", name: "another", without, commit: "c0ffee" });
    expect(project.files.get("src/tools/all-tools.ts")).toContain("answerTool, nameShipsTool]");
    expect(project.files.get("src/server-info.ts")).toContain('name: "another", title: "Ships"');
  });
});

describe("a new tool", () => {
  const path = "apps/server/src/tools/all-tools.ts";
  const listIn = (text: string) =>
    makeTool(withFiles(new Map([[path, text]])), "name-ships", "server").changed.get(path);

  it.each([
    ["nothing", "export const ALL_TOOLS: readonly Tool[] = [];", "= [nameShipsTool];"],
    ["a comment", "export const ALL_TOOLS = [\n  oneTool, // The first.\n];", "oneTool, nameShipsTool, // The first."],
    ["a type", "export const ALL_TOOLS: Tool[] = [oneTool, twoTool];", "[oneTool, twoTool, nameShipsTool];"],
  ])("stands last in a list with %s", (_what, text, expected) => {
    const list = listIn(`import { oneTool } from "./one.ts";\n\n${text}\n`);
    expect(list).toContain(expected);
    expect(list).toContain('import { oneTool } from "./one.ts";\nimport { nameShipsTool } from "./name-ships.ts";');
  });

  it("is refused where there is no such list", () => {
    expect(() => listIn("export const TOOLS = [];")).toThrow(`${path} has no list ALL_TOOLS`);
  });
});

describe("a change of the kit", () => {
  const root = mkdtempSync(join(tmpdir(), "kit-changes-"));
  afterAll(() => rmSync(root, { recursive: true }));
  beforeEach(() => writeFileSync(join(root, "list"), "one"));
  const changes = { added: new Map([["apps/new/src/main.ts", "new"]]), changed: new Map([["list", "one, two"]]) };
  const running = new AbortController().signal;
  const seen = () => ({ files: readdirSync(root), list: readFileSync(join(root, "list"), "utf8") });

  it("stays when the work is done", async () => {
    expect(await withChanges(changes, running, async () => seen(), root)).toEqual({
      files: ["apps", "list"],
      list: "one, two",
    });
    expect(existsSync(join(root, "apps/new/src/main.ts"))).toBe(true);
    rmSync(join(root, "apps"), { recursive: true });
  });

  it("is undone when the work fails, with what the work has made", async () => {
    const fail = async () => {
      mkdirSync(join(root, "apps/new/node_modules/x"), { recursive: true });
      throw new Error("no luck");
    };
    await expect(withChanges(changes, running, fail, root)).rejects.toThrow("no luck");
    expect(seen()).toEqual({ files: ["list"], list: "one" });
  });

  it("is undone on Ctrl-C, which is told", async () => {
    const told = vi.spyOn(console, "error").mockReturnValue();
    const interrupts = new AbortController();
    const work = async () => interrupts.abort();
    await expect(withChanges(changes, interrupts.signal, work, root)).rejects.toThrow();
    expect(told.mock.calls).toEqual([["Interrupted: the kit is as it was."]]);
    expect(seen()).toEqual({ files: ["list"], list: "one" });
  });

  it.each([
    [
      "there is a file in the way of a folder",
      new Map([
        ["new/a", "a"],
        ["list/b", "b"],
      ]),
    ],
    [
      "a file is there already",
      new Map([
        ["new/a", "a"],
        ["list", "b"],
      ]),
    ],
  ])("is undone when %s", async (_what, added) => {
    const call = withChanges({ added, changed: new Map() }, running, async () => undefined, root);
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining("Nothing was written") });
    expect(seen()).toEqual({ files: ["list"], list: "one" });
  });
});
