/** A moment by the clock of this machine: `2026-11-20 09:30:00`. */
export function timeText(at: number): string {
  return new Date(at).toLocaleString("sv-SE");
}

/** Dollars, to a hundredth of a cent. */
export function dollarText(usd: number): string {
  if (usd > 0 && usd < 0.0001) return "<$0.0001";
  return usd === 0 ? "$0" : `$${usd.toFixed(4)}`;
}

export function countText(count: number): string {
  return count.toLocaleString("en");
}

export function durationText(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
