import type { Attack } from "./attack.ts";
import { CONTEXT_ATTACKS } from "./catalogue/context-attacks.ts";
import { PROMPT_ATTACKS } from "./catalogue/prompt-attacks.ts";
import { SCREEN_ATTACKS } from "./catalogue/screen-attacks.ts";
import { SIZE_ATTACKS } from "./catalogue/size-attacks.ts";
import { SPENDING_ATTACKS } from "./catalogue/spending-attacks.ts";

/** Every attack of the rogue server, by what it is on. */
export const ATTACKS_BY_TARGET: Readonly<Record<string, readonly Attack[]>> = {
  "On what the model does": PROMPT_ATTACKS,
  "On what the person sees": SCREEN_ATTACKS,
  "On what it costs": SPENDING_ATTACKS,
  "On the client's memory": SIZE_ATTACKS,
  "On what belongs to others": CONTEXT_ATTACKS,
};

/** Every attack of the rogue server. */
export const ATTACKS: readonly Attack[] = Object.values(ATTACKS_BY_TARGET).flat();
