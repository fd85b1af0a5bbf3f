/** What a completion has cost. A price that nobody has told is undefined, never zero. */
export interface Cost {
  /** US dollars. */
  readonly usd?: number;
  /**
   * Who says so: the offline model is free; `"provider"`: the provider told it with the answer; `"table"`: computed from
   * the token counts and a table of list prices; `"cache"`: the answer was kept from before and costs nothing more;
   * `"unknown"`: nobody does.
   */
  readonly source: "offline" | "provider" | "table" | "cache" | "unknown";
}

export const UNKNOWN_COST: Cost = { source: "unknown" };
