import { coversCalls, type Subject } from "./subject.ts";

/** What was decided before and holds for later requests. */
type Known = "once" | "session" | "always" | "refused";

/** A connection has few calls open at once: decisions about older ones are forgotten. */
const MAX_CALL_DECISIONS = 1_000;

/** What a person has decided on one connection. It ends with the connection. */
export function createGrants() {
  let aboutCalls: { subject: Subject; decision: "once" | "refused" }[] = [];
  const aboutTools = new Map<string, "session" | "always">();
  const keyOf = (server: string, tool: string) => JSON.stringify([server, tool]);

  return {
    /** Decides about the calls and the purpose of a request. */
    decideCall(subject: Subject, decision: "once" | "refused"): void {
      aboutCalls = [{ subject, decision }, ...aboutCalls].slice(0, MAX_CALL_DECISIONS);
    },

    /** Lets every request of the tools through from now on. */
    grantTools({ server, tools }: Subject, scope: "session" | "always"): void {
      for (const tool of tools) aboutTools.set(keyOf(server, tool), scope);
    },

    /**
     * What holds for a request already. A grant holds only if it does for everything that the request may belong to;
     * what was decided about its call goes before what was decided about its tool.
     */
    find(subject: Subject): Known | undefined {
      const aboutCall = aboutCalls.find((decided) => coversCalls(decided.subject, subject));
      if (aboutCall !== undefined) return aboutCall.decision;
      if (subject.isSuspect) return undefined;
      const scopes = subject.tools.map((tool) => aboutTools.get(keyOf(subject.server, tool)));
      if (scopes.length === 0 || scopes.includes(undefined)) return undefined;
      return scopes.every((scope) => scope === "always") ? "always" : "session";
    },
  };
}
