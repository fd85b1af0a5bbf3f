import { readFile } from "node:fs/promises";
import { createPolicy, openLedger } from "@kit/consent";
import { summarize } from "@kit/protocol";
import { connect } from "../connect.ts";
import { OFFLINE_MODEL, openModels } from "../models.ts";
import { createSamplingHandler } from "../sampling-handler.ts";
import { kitServer } from "../servers.ts";

/** Starts the server, lets the offline model answer it, and calls one of its tools. */
export async function summarizeFile(path: string): Promise<string> {
  const { gateway, candidates, close } = await openModels([OFFLINE_MODEL], {});
  const ledger = await openLedger({ path: ":memory:" });
  const policy = createPolicy({ policy: { servers: { kit: { mode: "auto" } } } });
  const handler = createSamplingHandler({ gateway, candidates, policy, ledger });
  const connection = await connect({ server: kitServer(process.env), revision: "auto", handler });
  try {
    const { summary } = await connection.call(summarize, { document: await readFile(path, "utf8"), maxWords: 50 });
    return summary;
  } finally {
    await connection.close();
    await close();
  }
}
