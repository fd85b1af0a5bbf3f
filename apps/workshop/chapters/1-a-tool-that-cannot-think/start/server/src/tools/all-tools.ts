import type { Tool } from "@kit/sampling";

/** Every tool that the server offers, in the order in which it lists them. */
export const ALL_TOOLS: readonly Tool[] = [];
