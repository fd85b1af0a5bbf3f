/** Ctrl-C in a terminal that does not turn it into a signal itself: whoever listens for the signal hears of it. */
export function interrupt(): void {
  process.emit("SIGINT");
}
