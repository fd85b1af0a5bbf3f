import { KitError, type ProtocolRevision } from "@kit/protocol";
import type { Link } from "@kit/transport";
import type { ClientOptions, ProtocolClient } from "./connection.ts";

type Protocol = { connectClient: (link: Link, options: ClientOptions) => Promise<ProtocolClient> };

/** The revisions that this client speaks, each with its folder, which is loaded when a server is tried with it. */
const PROTOCOLS: Partial<Record<ProtocolRevision, () => Promise<Protocol>>> = {
  "2025-11-25": () => import("./protocol-2025-11-25/client.ts"),
};

/** The revisions that this client speaks. */
export const SPOKEN_REVISIONS = Object.keys(PROTOCOLS) as ProtocolRevision[];

/** The code of one revision. */
export async function loadProtocol(revision: ProtocolRevision): Promise<Protocol> {
  const load = PROTOCOLS[revision];
  if (load !== undefined) return load();
  const message = `This client does not speak ${revision}. It speaks ${SPOKEN_REVISIONS.join(" and ")}.`;
  throw new KitError("invalid_option", message);
}
