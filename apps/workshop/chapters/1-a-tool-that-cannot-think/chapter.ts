import { summarize } from "@kit/protocol";
import type { Chapter } from "../../src/chapter.ts";
import { fail } from "../../src/check/failure.ts";
import { lastAnswer } from "../../src/check/wire.ts";

const DOCUMENT = "The ferry to the island leaves at six. It takes forty minutes, and dogs travel free.";

export const chapter: Chapter = {
  number: 1,
  title: "A tool that cannot think",
  question: "What do I have to write so that a host can call my tool?",
  minutes: 10,
  adds: [
    "server/src/main.ts",
    "server/src/run-server.ts",
    "server/src/stdio.ts",
    "server/src/protocols.ts",
    "server/src/server-parts.ts",
    "server/src/server-info.ts",
    "server/src/tool-wire.ts",
    "server/src/settings.ts",
    "server/src/http-command.ts",
    "server/src/log.ts",
    "server/src/protocol-2025-11-25",
  ],
  open: ["server/src/tools/summarize.ts", "server/src/tools/all-tools.ts"],
  firstFailure: "tool_not_listed",
  mistakes: {
    "not-listed": "tool_not_listed",
    "prints-to-stdout": "stdout_is_the_wire",
    "no-words": "result_breaks_contract",
  },
  async check({ connect }) {
    const client = await connect();
    const tools = await client.listTools();
    if (!tools.some(({ name }) => name === "summarize")) {
      fail({
        code: "tool_not_listed",
        expected: 'Your server lists a tool "summarize" when a client asks for tools/list.',
        seen: lastAnswer(client.wire, "tools/list") ?? lastAnswer(client.wire, "initialize"),
        next: "Define the tool in server/src/tools/summarize.ts, and put it into ALL_TOOLS in server/src/tools/all-tools.ts.",
      });
    }
    const { message, isError, data } = await client.callTool("summarize", { document: DOCUMENT });
    if (isError || !summarize.outputSchema.safeParse(data).success) {
      fail({
        code: "result_breaks_contract",
        expected: "tools/call is answered with a summary, with how many words it has, and with the name of a model.",
        seen: message,
        next: "Return an object with the fields of the contract's outputSchema: packages/protocol/src/contracts/summarize.ts.",
      });
    }
  },
};
