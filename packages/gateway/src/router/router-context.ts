import type { CallContext } from "../call/call.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { Budget } from "./budget.ts";
import type { Pool } from "./create-pool.ts";
import type { RouterEmitter } from "./router-events.ts";
import type { RouterSettings } from "./router-settings.ts";

/** What all calls of a router share. */
export interface RouterContext extends CallContext {
  readonly settings: RouterSettings;
  readonly pool: Pool;
  readonly emitter: RouterEmitter;
  readonly budget: Budget | undefined;
  readonly cache: AnswerCache | undefined;
}
