import type { Foreign } from "../languages.ts";
import type { Chunk } from "../parse/chunk.ts";
import type { Roles } from "./assign-roles.ts";
import type { Subject } from "./subject.ts";

/** What rendering a chunk may look at beside the chunk. */
export interface Context {
  chunks: readonly Chunk[];
  roles: Roles;
  language: Foreign;
  /** The subject of the last verb, with which a quality after it agrees. */
  subject: Subject;
}
