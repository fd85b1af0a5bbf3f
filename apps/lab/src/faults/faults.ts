import type { Fault } from "./fault.ts";
import { CANCEL_FAULTS } from "./rows/cancel-faults.ts";
import { CLOCK_FAULTS } from "./rows/clock-faults.ts";
import { GATEWAY_FAULTS } from "./rows/gateway-faults.ts";
import { HANDLER_FAULTS } from "./rows/handler-faults.ts";
import { HTTP_FAULTS } from "./rows/http-faults.ts";
import { LINE_FAULTS } from "./rows/line-faults.ts";
import { PROCESS_FAULTS } from "./rows/process-faults.ts";
import { STATE_FAULTS } from "./rows/state-faults.ts";

/** The fault table: what can go wrong with a tool that samples, and how it ends on each carrier. */
export const FAULTS: readonly Fault[] = [
  ...HANDLER_FAULTS,
  ...GATEWAY_FAULTS,
  ...CANCEL_FAULTS,
  ...STATE_FAULTS,
  ...LINE_FAULTS,
  ...HTTP_FAULTS,
  ...CLOCK_FAULTS,
  ...PROCESS_FAULTS,
];
