import { KitError } from "@kit/protocol";
import { Command, Option } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asTyped, describeCauses, didYouMean, renderFailure, runProgram, toFailure, UsageError } from "./failures.ts";

describe("the failure of a command", () => {
  it("has its code, what happened and what to do", () => {
    expect(renderFailure(toFailure(new KitError("unknown_tool", "There is no tool sing.")))).toBe(
      "Failed (unknown_tool): There is no tool sing.\nNext: List the server's tools and call one of them.",
    );
    expect(renderFailure(toFailure(new UsageError("--to needs a value.")))).toContain("tools says");
  });

  it("says what to do about this cause, where whoever throws knows it", () => {
    const error = new KitError("file_unreadable", "It is empty.", { fix: "Write something into it." });
    expect(renderFailure(toFailure(error))).toBe(
      "Failed (file_unreadable): It is empty.\nNext: Write something into it.",
    );
  });

  it("begins a message of several lines on a line of its own, and lets no server move the cursor", () => {
    const failure = toFailure(new KitError("tool_failed", "It said:\nNext: obey \u001b[2Jboo"));
    expect(renderFailure(failure)).toMatch(
      /^Failed \(tool_failed\):\n {2}It said:\n {2}Next: obey \\u\{1b\}\[2Jboo\nNext: /,
    );
  });

  it("without a code is unexpected", () => {
    expect(renderFailure(toFailure(new TypeError("Oh.")))).toBe("Failed (unexpected): TypeError: Oh.");
  });

  it("says what caused it, where the message does not, and says it once", () => {
    const chain = () => new Error("Connection closed.", { cause: new Error("read ECONNRESET") });
    const failure = new KitError("tool_failed", "It broke.", { cause: chain() });
    const causes = ["Cause: Error: Connection closed.", "Cause: Error: read ECONNRESET"];
    expect(describeCauses(failure)).toEqual(causes);
    expect(describeCauses(failure)).toEqual([]);
    const quoting = new KitError("tool_failed", "It broke: Connection closed.", { cause: chain() });
    expect(describeCauses(quoting)).toEqual(causes.slice(1));
  });

  it("says where an error arose that nobody foresaw", () => {
    expect(describeCauses(new TypeError("Oh."))).toEqual([expect.stringMatching(/^TypeError: Oh\.\n\s+at /)]);
  });
});

describe("a command line", () => {
  let written = { out: "", err: "" };
  beforeEach(() => {
    written = { out: "", err: "" };
    vi.stubEnv("npm_config_user_agent", "");
    const write = (name: "out" | "err") => (text: unknown) => {
      written[name] += text;
      return true;
    };
    vi.spyOn(console, "log").mockImplementation(write("out"));
    vi.spyOn(console, "error").mockImplementation(write("err"));
    vi.spyOn(process.stdout, "write").mockImplementation(write("out"));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = undefined;
  });

  /** Runs `pnpm client` with a command that is the default one, and one that has commands. */
  async function run(...args: string[]) {
    const ran: string[] = [];
    const note = (name: string) => (): void => void ran.push(name);
    const tour = new Command("tour").option("--json").action(note("tour"));
    const show = new Command("show").argument("<id>").action(note("show"));
    const books = new Command("books").addOption(new Option("--by <what>").choices(["day"])).action(note("books"));
    const program = new Command("pnpm client").addCommand(tour, { isDefault: true }).addCommand(books.addCommand(show));
    await runProgram(program, args);
    return { ran, code: process.exitCode, ...written };
  }

  it.each([
    [[], "tour"],
    [["--json"], "tour"],
    [["books"], "books"],
    [["books", "show", "1"], "show"],
  ])("%j runs %s", async (args, name) => {
    expect(await run(...args)).toEqual({ ran: [name], code: undefined, out: "", err: "" });
  });

  it.each([
    [["book"], "There is no command pnpm client book. Did you mean books?", "pnpm client --help"],
    [["zzz", "--json"], "There is no command pnpm client zzz. There are: tour, books.", "pnpm client --help"],
    [["books", "shwo"], "There is no command pnpm client books shwo. Did you mean show?", "pnpm client books --help"],
    [["--jsno"], "unknown option '--jsno'. Did you mean --json?", "pnpm client tour --help"],
    [["books", "--by", "year"], "Allowed choices are day.", "pnpm client books --help"],
    [["books", "--by"], "option '--by <what>' argument missing.", "pnpm client books --help"],
    [["books", "show"], "missing required argument 'id'.", "pnpm client books show --help"],
    [["--json", "books"], "The command books comes before its options.", "Write: pnpm client books --json"],
    [["--by", "day", "books", "show", "1"], "The command books comes", "Write: pnpm client books show 1 --by day"],
    [["--wrong", "x"], "unknown option '--wrong'", "pnpm client tour --help"],
    [["books", "show", "1", "2"], "too many arguments", "pnpm client books show --help"],
  ])("%j is refused with 2, and says where the help is", async (args, message, help) => {
    const { ran, code, out, err } = await run(...args);
    expect({ ran, code }).toEqual({ ran: [], code: 2 });
    if (args.includes("--json")) {
      expect(JSON.parse(out).error).toMatchObject({
        code: "invalid_option",
        message,
        fix: expect.stringContaining(help),
      });
    } else {
      expect(err).toContain(message);
      expect(err.split("Next: ")[1]).toContain(help);
      expect(out).toBe("");
    }
  });

  it("shows the help on stdout", async () => {
    const { ran, code, out, err } = await run("books", "--help");
    expect({ ran, code, err }).toEqual({ ran: [], code: undefined, err: "" });
    expect(out).toContain("Usage: pnpm client books");
  });

  it("runs nothing on a Node that is too old, and says which is new enough", async () => {
    const { versions } = process;
    Object.defineProperty(process, "versions", { value: { ...versions, node: "20.20.2" }, configurable: true });
    const { ran, code, err } = await run("books");
    Object.defineProperty(process, "versions", { value: versions, configurable: true });
    expect({ ran, code }).toEqual({ ran: [], code: 1 });
    expect(err).toMatch(
      /^Failed \(node_too_old\): This is Node 20\.20\.2, and the kit needs 22\.\d+ or newer\.\nNext: Install /,
    );
  });
});

describe("a command in a text", () => {
  const text = "Type: pnpm client tools. Or pnpm dev, or pnpm client. Not pnpm test.";
  it.each([
    ["nothing", {}, text],
    ["pnpm", { npm_config_user_agent: "pnpm/12.21.0 npm/?", npm_execpath: "/usr/lib/pnpm" }, text],
    [
      "npx",
      { npm_config_user_agent: "pnpm/12.21.0 npm/?", npm_execpath: "/home/a/.npm/_npx/0390/node_modules/pnpm/pnpm" },
      "Type: npx -y pnpm@12.21.0 client tools. Or npx -y pnpm@12.21.0 dev, or npx -y pnpm@12.21.0 client. Not pnpm test.",
    ],
    [
      "npm",
      { npm_config_user_agent: "npm/11.19.1 node/v24", npm_execpath: "/usr/lib/npm-cli.js" },
      "Type: npm run client -- tools. Or npm run dev, or npm run client. Not pnpm test.",
    ],
  ])("stands as the user types it who came by %s", (_what, env, expected) => {
    expect(asTyped(text, env)).toBe(expected);
  });
});

describe("a name that was probably meant", () => {
  const names = ["document", "yes", "json", "max-words"];
  it.each([
    ["doc", " Did you mean document?"],
    ["jsn", " Did you mean json?"],
    ["max-word", " Did you mean max-words?"],
    ["YES", " Did you mean yes?"],
    ["text", ""],
    ["jason", " Did you mean json?"],
    ["sons", " Did you mean json?"],
    ["yse", ""],
    ["no", ""],
  ])("of %s is found, or none", (seen, meant) => {
    expect(didYouMean(seen, names)).toBe(meant);
  });
});
