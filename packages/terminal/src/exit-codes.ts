/** What the process exits with when a command did not do its work. */
export const EXIT_CODES = {
  /** A tool, a server or the client failed. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The person pressed Ctrl-C. */
  interrupted: 130,
} as const;
