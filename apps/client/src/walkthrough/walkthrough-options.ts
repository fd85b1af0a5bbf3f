import type { ProtocolRevision } from "@kit/protocol";
import type { OpenModels } from "../models/open-models.ts";
import type { Samples } from "./load-samples.ts";
import type { Show } from "./walkthrough-step.ts";

/** What the walkthrough needs. */
export type WalkthroughOptions = {
  revisions: readonly ProtocolRevision[];
  models: OpenModels;
  samples: Samples;
  env: NodeJS.ProcessEnv;
  show: Show;
  /** Waits between acts and between tools, until the person wants to go on. */
  pause: () => Promise<void>;
  /** Ends the walkthrough and the server. */
  signal: AbortSignal;
};
