import { apiKeys } from "./api-keys.ts";
import { cardNumbers } from "./card-numbers.ts";
import { emailAddresses } from "./email-addresses.ts";
import { passwords } from "./passwords.ts";
import { privateKeys } from "./private-keys.ts";
import type { Redaction } from "./redaction.ts";

/** The redactions that the client brings. Where two find the same place, the first one names it. */
export const BUILT_IN_REDACTIONS: readonly Redaction[] = [privateKeys, apiKeys, passwords, emailAddresses, cardNumbers];
