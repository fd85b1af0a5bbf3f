import { KitError } from "@kit/protocol";

/** The person wrote a command that cannot be carried out: the process exits with 2, and nothing was sent. */
export class UsageError extends KitError {
  readonly fix = "See --help; pnpm client tools says what each tool takes.";

  constructor(message: string) {
    super("invalid_option", message);
  }
}
