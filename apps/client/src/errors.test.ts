import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  classify,
  ERROR_CODES,
  type ErrorCode,
  KitError,
  type Meets,
  PROTOCOL_REVISIONS,
  type SamplingResult,
  translate,
} from "@kit/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import type { SamplingHandler } from "./sampling-handler.ts";
import { kitServer } from "./servers.ts";
import { connectToKitServer, textResult } from "./testing/connect-to-kit-server.ts";

// A tool that works on several parts puts "Part 1 of 2: " before the message of an error that it meets.
const longText = Array.from({ length: 8 }, () => "It is long enough. ".repeat(200)).join("\n\n");
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

/** What the client's handler may fail with. */
const handlerCodes = codes.filter(
  (code) => ERROR_CODES[code].push === "tool" && ERROR_CODES[code].roundTrip === "call" && code !== "invalid_reply",
);

function whoMet(error: unknown, code: ErrorCode): Meets {
  expect(error).toMatchObject({ code });
  return error instanceof KitError && error.message.startsWith("Part ") ? "tool" : "call";
}

describe.each(PROTOCOL_REVISIONS)("an error on %s", (revision) => {
  const carrier = revision === "2025-11-25" ? "push" : "roundTrip";

  let connection: Connection;
  let answer: SamplingHandler;
  beforeAll(async () => {
    connection = await connectToKitServer(revision, (...asked) => answer(...asked));
  });
  afterAll(() => connection.close());

  function failWith(handler: SamplingHandler, call: (connection: Connection) => Promise<unknown>) {
    answer = handler;
    return call(connection).then(
      () => "It did not fail.",
      (error: unknown) => error,
    );
  }

  it.each(handlerCodes)("of the handler, %s, is met by who the table says", async (code) => {
    const error = await failWith(
      async () => Promise.reject(new KitError(code, "In the handler's words.")),
      (connection) => connection.call(translate, { text: longText, to: "es" }),
    );
    expect(whoMet(error, code)).toBe(ERROR_CODES[code][carrier]);
  });

  it.each([
    ["empty_reply", textResult(" ")],
    ["reply_cut_off", { ...textResult("Es"), stopReason: "maxTokens" }],
  ] as const)("that the answer leads to, %s, is met by the tool", async (code, result: SamplingResult) => {
    const error = await failWith(
      async () => result,
      (connection) => connection.call(translate, { text: longText, to: "es" }),
    );
    expect(whoMet(error, code)).toBe(ERROR_CODES[code][carrier]);
  });

  it.each([
    ["invalid_structured_output", textResult("I cannot say.")],
    ["label_not_chosen", textResult('{"label":"uncertain"}')],
  ] as const)("that the answer leads to, %s, is met by the tool", async (code, result: SamplingResult) => {
    const error = await failWith(
      async () => result,
      (connection) => connection.call(classify, { texts: ["One.", "Two."] }),
    );
    expect(whoMet(error, code)).toBe(ERROR_CODES[code][carrier]);
  });
});

describe("a refusal on 2026-07-28", () => {
  it("is met by the tool when the client declines with a stop reason", async () => {
    const decline: SamplingHandler = async () => Promise.reject(new KitError("declined", "Not today."));
    const connection = await connectToKitServer("2026-07-28", decline, { declineAs: "stop-reason" });
    const error = await connection.call(translate, { text: longText, to: "es" }).catch((thrown: unknown) => thrown);
    await connection.close();
    expect(whoMet(error, "declined")).toBe("tool");
    expect(String(error)).toContain("Not today.");
  });
});

describe("an error on the direct carrier", () => {
  const model = createServer((_request, response) =>
    response.writeHead(401, { "content-type": "application/json" }).end('{"error":{"message":"sk-secret"}}'),
  );
  const listening = new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve));
  afterAll(() => model.close());

  it("is the server's own model's, and nobody asks the client", async () => {
    await listening;
    const kit = kitServer(process.env);
    const { port } = model.address() as AddressInfo;
    const env = {
      ...kit.env,
      KIT_DIRECT: "always",
      KIT_DIRECT_MODEL: "custom/x",
      CUSTOM_BASE_URL: `http://127.0.0.1:${port}/v1`,
    };
    let asked = 0;
    const handler: SamplingHandler = async () => {
      asked += 1;
      throw new KitError("declined", "No.");
    };
    const connection = await connect({ server: { ...kit, env }, revision: "2025-11-25", handler });
    const error = await connection.call(translate, { text: longText, to: "es" }).catch((thrown: unknown) => thrown);
    await connection.close();
    expect(whoMet(error, "direct_failed")).toBe(ERROR_CODES.direct_failed.direct);
    expect(String(error)).not.toContain("sk-secret");
    expect(asked).toBe(0);
  });
});

describe("the table of error codes", () => {
  it("has a test for every code", () => {
    const inThisFile = [
      ...handlerCodes,
      "empty_reply",
      "reply_cut_off",
      "invalid_structured_output",
      "label_not_chosen",
      "direct_failed",
    ];
    const elsewhere = [
      // packages/sampling/src/errors.test.ts
      ...["client_cannot_sample", "client_cannot_use_tools", "invalid_request", "invalid_reply", "budget_exhausted"],
      ...["replay_diverged", "duplicate_step", "sample_in_step", "step_not_serializable"],
      // connect.test.ts and the server's main.test.ts
      ...["invalid_arguments", "unknown_tool", "cancelled", "connection_closed", "state_invalid", "server_not_started"],
      // connect-url.test.ts, connect-process.test.ts and transport's mcp-json.test.ts
      ...["server_unreachable", "answer_too_large", "handshake_failed", "invalid_server_config"],
      // protocol-2026-07-28/client.test.ts
      ...["capability_missing"],
      // packages/protocol: contracts/parse-tool.test.ts, errors/tool-error.test.ts
      ...["invalid_result", "tool_failed"],
      // packages/sampling: state-store.test.ts
      "state_store_failed",
      // apps/server/src/http: refusals.test.ts, stateless.test.ts, shutdown.test.ts
      ...["invalid_http_request", "origin_refused", "unauthorized", "request_too_large", "too_many_requests"],
      ...["session_unknown", "no_back_channel", "server_stopping"],
      // host.test.ts
      "untrusted_file",
      // walkthrough-command.test.ts and state-seal.test.ts
      ...["file_unreadable", "invalid_option"],
      // packages/terminal: failures.test.ts
      "node_too_old",
      // policy/load-policy.test.ts and policy/allow-always.test.ts
      ...["invalid_policy", "file_unwritable"],
    ];
    expect([...inThisFile, ...elsewhere].sort()).toEqual([...codes].sort());
  });
});
