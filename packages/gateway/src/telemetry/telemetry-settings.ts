/** What is told to OpenTelemetry, if the program has set it up. */
export interface TelemetrySettings {
  /** Whether spans hold messages and answers. They then go wherever your spans go. Default: false. */
  readonly captureContent?: boolean | undefined;
}
