import { HttpRefusal } from "../http/http-refusal.ts";

/** The number under which the SDK refuses a session that it does not know. */
const SESSION_NOT_FOUND = -32001;

/** 404, as the spec says: the client is to begin a new session. Whoever meets it all the time needs affinity. */
export function unknownSession(): HttpRefusal {
  return new HttpRefusal(
    404,
    "session_unknown",
    "This process does not know the session: it has ended, or it is another process's. Connect again. Several processes need a proxy with affinity by Mcp-Session-Id, or a 2026-07-28 client.",
    { rpcCode: SESSION_NOT_FOUND },
  );
}
