import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { MIGRATIONS, migrate, openDatabase } from "./database.ts";
import type { NewLedgerEntry } from "./ledger.ts";
import { defaultLedgerPath, openLedger } from "./ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

const NEWER = [...MIGRATIONS, "ALTER TABLE requests ADD COLUMN mood TEXT"];
const entry: NewLedgerEntry = {
  at: 0,
  server: "kit",
  tools: [],
  decision: "auto",
  wasSent: false,
  durationMs: 1,
  outcome: "replied",
};

describe("the file of the ledger", () => {
  it.skipIf(process.platform === "win32")("is where the user's state is, wherever they stand", () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("XDG_STATE_HOME", "from/here");
    expect(isAbsolute(defaultLedgerPath())).toBe(true);
  });

  it.skipIf(process.platform === "win32")("is for its owner alone, and so is what is made for it", async () => {
    const path = join(folder, "state", "kit", "ledger.sqlite");
    const ledger = await openLedger({ path });
    ledger.add(entry);
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect([join(folder, "state"), join(folder, "state", "kit")].map(modeOf)).toEqual(["700", "700"]);
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(["600", "600", "600"]);
    ledger.close();
  });

  it("waits for another process that is just making it", async () => {
    const path = join(folder, "new.sqlite");
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    const opening = openDatabase(path);
    await setImmediate();
    other.exec("COMMIT");
    other.close();
    (await opening).close();
  });

  it("of an older version goes forward with all that it holds, once", async () => {
    const path = join(folder, "older.sqlite");
    const ledger = await openLedger({ path });
    ledger.add(entry);
    ledger.close();
    const database = new DatabaseSync(path);
    migrate(database, NEWER);
    migrate(database, NEWER);
    expect(database.prepare("SELECT server, mood FROM requests").all()).toMatchObject([{ server: "kit", mood: null }]);
    expect(database.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: NEWER.length });
    database.close();
  });

  it("stays as it was when a step of a migration fails", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database);
    expect(() => migrate(database, [...NEWER, "CREATE TABLE half (a); nonsense"])).toThrow("nonsense");
    expect(
      database.prepare("SELECT name FROM pragma_table_info('requests') WHERE name = 'mood'").get(),
    ).toBeUndefined();
    expect(database.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: MIGRATIONS.length });
  });

  const broken: [string, (path: string) => string, RegExp][] = [
    [
      "is newer than the program",
      (path) => makeNewer(path),
      new RegExp(`version is ${NEWER.length}.*knows ${MIGRATIONS.length}`),
    ],
    ["is no database", (path) => write(path, "Not a database, but long enough. ".repeat(40)), /not a database/],
    ["is a database of something else", (path) => makeOther(path), /something else/],
    ["is cut off", (path) => makeCut(path), /malformed|not a database|disk image/],
    ["is a folder", () => folder, /EISDIR/],
    ["lies where nobody can make a folder", () => "/proc/no-such/folder/ledger.sqlite", /ENOENT/],
    ["lies under a file", (path) => join(write(path, "x"), "ledger.sqlite"), /EEXIST|ENOTDIR/],
  ];

  it.each(broken)("that %s is named in an error, and left as it is", async (_what, make, message) => {
    const path = make(join(folder, `${Math.random()}.sqlite`));
    const bytes = () => (statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined);
    const before = bytes();
    const error = await openDatabase(path).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ledger_unusable", message: expect.stringMatching(message) });
    expect(String(error)).toContain(path);
    expect(bytes()).toEqual(before);
  });

  it.each([["--import", import.meta.resolve("tsx")], ["--no-addons"]])(
    "opens without a warning under %s",
    (...args) => {
      const program = `import { openLedger } from "./ledger/ledger.ts"; (await openLedger({ path: ":memory:" })).close();`;
      const { stdout, stderr, status } = spawnSync(process.execPath, [...args, "--input-type=module", "-e", program], {
        cwd: join(import.meta.dirname, ".."),
        encoding: "utf8",
      });
      expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: "", status: 0 });
    },
  );
});

describe("a ledger that breaks while it is open", () => {
  it("says so without a word of the file to the server, and with it to the user", async () => {
    const path = join(folder, "breaks.sqlite");
    const ledger = await openLedger({ path });
    const other = new DatabaseSync(path);
    other.exec("DROP TABLE reservations; DROP TABLE requests");
    other.close();
    const request = { server: "kit", tools: [], limits: {}, tokens: 1, costUsd: 0, expiresAt: 9, now: 1 };
    for (const work of [() => ledger.reserve(request), () => ledger.settle(1, request), () => ledger.add(entry)]) {
      expect(work).toThrow(
        expect.objectContaining({
          code: "ledger_unusable",
          message: expect.not.stringContaining(folder),
          cause: expect.objectContaining({ message: expect.stringContaining(path) }),
        }),
      );
    }
    expect(() => ledger.list(0, 1)).toThrow(expect.objectContaining({ message: expect.stringContaining(path) }));
    ledger.close();
  });
});

function write(path: string, content: string): string {
  writeFileSync(path, content);
  return path;
}

function makeNewer(path: string): string {
  const database = new DatabaseSync(path);
  migrate(database, NEWER);
  database.close();
  return path;
}

function makeOther(path: string): string {
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE recipes (name TEXT)");
  database.close();
  return path;
}

function makeCut(path: string): string {
  const database = new DatabaseSync(path);
  migrate(database);
  database.close();
  truncateSync(path, 6000);
  return path;
}
