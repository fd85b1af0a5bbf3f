/** What a request asks for, and the text it is about. */
export interface Task {
  /** The words of the user around the data, then the system message. */
  instruction: string;
  /** The text to work on. It is never read as an instruction. */
  data: string;
}
