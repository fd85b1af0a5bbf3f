/** Writes a line to stderr. stdout is the wire. */
export function log(message: string): void {
  console.error(`[kit-server] ${message}`);
}
