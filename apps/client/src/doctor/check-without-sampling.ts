import { PROTOCOL_REVISIONS, type ProtocolRevision, translate } from "@kit/protocol";
import { toFailure } from "@kit/terminal";
import { connect } from "../connect.ts";
import { kitServer } from "../servers.ts";
import { type Check, type Finding, toFinding } from "./check.ts";

/** What a host that cannot sample gets from the kit's server: one call is made without the capability. */
export const checkWithoutSampling: Check = (_flags, { env, signal }) =>
  Promise.all(PROTOCOL_REVISIONS.map((revision) => callWithout(revision, env, signal)));

async function callWithout(revision: ProtocolRevision, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Finding> {
  const about = `without sampling, ${revision}`;
  try {
    const connection = await connect({ server: kitServer(env), revision, signal });
    const call = connection.call(translate, { text: "Good morning.", to: "Spanish" }, { signal });
    const seen = await call
      .then(({ model }) => `the call works, by ${model}`, describe)
      .finally(() => connection.close());
    return { about, status: "note", said: `a host that cannot sample sees: ${seen}` };
  } catch (error) {
    return toFinding(about, error);
  }
}

function describe(error: unknown): string {
  const { code, message } = toFailure(error);
  return `${message} (${code})`;
}
