export interface SummaryShape {
  form: "paragraph" | "bullets" | "headline";
  /** Never exceeded; counted between white space, so a bullet's dash counts too. Default: by the document's length. */
  maxWords?: number;
  /** The largest number of sentences or bullets. */
  maxItems?: number;
}
