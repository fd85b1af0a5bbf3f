import type { ProtocolRevision } from "@kit/protocol";
import type { CallMeasure } from "./measure-traffic.ts";
import { playAct } from "./play-act.ts";
import type { WalkthroughOptions } from "./walkthrough-options.ts";

/**
 * Runs the same three tools on each revision, tells what crosses, and sets them side by side.
 *
 * @throws {KitError} of the first call that fails.
 */
export async function runWalkthrough(options: WalkthroughOptions): Promise<void> {
  const { revisions, show, pause, models } = options;
  show({ step: "opened", models: models.models, destinations: models.destinations });

  const rows: (CallMeasure & { protocol: ProtocolRevision })[] = [];
  for (const revision of revisions) {
    await pause();
    const measures = await playAct(revision, options);
    rows.push(...measures.map((measure) => ({ ...measure, protocol: revision })));
  }

  await pause();
  show({ step: "act", title: revisions.length > 1 ? "Side by side" : "What crossed" });
  show({ step: "compared", rows });
  show({ step: "recap", models: models.models, destinations: models.destinations });
}
