import { PROTOCOL_REVISIONS } from "@kit/protocol";
import { describe, expect, it } from "vitest";
import { ALL_CARRIERS } from "../faults/carriers.ts";
import { fuzzClient } from "./testing/fuzz-client.ts";
import { fuzzServer } from "./testing/fuzz-server.ts";

// A look at what `fuzz.slow.test.ts` does for long.

describe("a few hundred mutated messages", () => {
  it.each(ALL_CARRIERS)("leave no call of a client without a result or a code: %s", async (carrier) => {
    expect(await fuzzClient({ carrier, answers: 100, seed: 7 })).toEqual([]);
  });

  it.each(PROTOCOL_REVISIONS)("leave a server to answer what is valid: %s", async (revision) => {
    const seen = await fuzzServer({ revision, lines: 200, seed: 7 });
    expect(seen).toMatchObject({ exitCode: 0, notJsonRpc: [], unhandled: [] });
  });
});
