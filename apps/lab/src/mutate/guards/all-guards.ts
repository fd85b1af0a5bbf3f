import type { Guard } from "../guard.ts";
import { CLIENT_GUARDS } from "./client-guards.ts";
import { GATEWAY_GUARDS } from "./gateway-guards.ts";
import { PROTOCOL_GUARDS } from "./protocol-guards.ts";
import { SAMPLING_GUARDS } from "./sampling-guards.ts";
import { SERVER_GUARDS } from "./server-guards.ts";
import { STDIO_GUARDS } from "./stdio-guards.ts";

/** Every guard of the kit that has a row. */
export const ALL_GUARDS: readonly Guard[] = [
  ...PROTOCOL_GUARDS,
  ...SAMPLING_GUARDS,
  ...STDIO_GUARDS,
  ...GATEWAY_GUARDS,
  ...SERVER_GUARDS,
  ...CLIENT_GUARDS,
];
