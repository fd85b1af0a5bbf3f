import { CALL_FAULTS } from "./call-faults.ts";
import type { Fault } from "./fault.ts";
import { MODEL_FAULTS } from "./model-faults.ts";
import { STATE_FAULTS } from "./state-faults.ts";
import { WIRE_FAULTS } from "./wire-faults.ts";

/** The fault table: what can go wrong with a tool that samples, and how it ends on each carrier. */
export const FAULTS: readonly Fault[] = [...MODEL_FAULTS, ...CALL_FAULTS, ...STATE_FAULTS, ...WIRE_FAULTS];
