import { KitError } from "@kit/protocol";
import { loadServers, openServers } from "../servers.ts";
import { type Check, toFinding } from "./check.ts";

/** Whether each server can be opened, which protocol it speaks, and what it has. */
export const checkServers: Check = async ({ servers }, { env, here, signal }) => {
  try {
    const hub = await openServers(await loadServers(servers, here, env), {
      revision: "auto",
      signal,
      createHandler: () => decline,
    });
    await hub.close();
    return [
      ...hub.connections.map(({ identity, revision, tools }) => ({
        about: `server ${identity.name}`,
        status: "ok" as const,
        said: `speaks ${revision}, has ${tools.length} ${tools.length === 1 ? "tool" : "tools"}`,
      })),
      ...hub.failures.map(({ name, error }) => toFinding(`server ${name}`, error)),
    ];
  } catch (error) {
    return [toFinding("servers", error)];
  }
};

/** Nothing is called, so nothing may be asked. */
async function decline(): Promise<never> {
  throw new KitError("declined", "The client only looks whether the server is there.");
}
