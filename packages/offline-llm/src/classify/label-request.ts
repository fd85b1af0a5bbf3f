export interface Label {
  /** Spelled as offered; an answer repeats it exactly. */
  name: string;
  /** What the instruction says about the label, if anything. */
  description: string;
}

export interface LabelRequest {
  labels: Label[];
  /** The word that the instruction wants when no label fits. */
  wayOut: string | undefined;
  /** Whether a number from 0 to 1 is wanted on a second line. */
  wantsConfidence: boolean;
}
