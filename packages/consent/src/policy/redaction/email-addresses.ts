import type { Redaction, Span } from "./redaction.ts";

/**
 * From the @ in both directions, within the lengths of RFC 5321, 4.5.3.1. The @ after `https://user:password` is none.
 *
 * @internal
 */
export const ADDRESS =
  /@(?<=(?<local>[\p{L}\p{N}_.%+'-]{1,64})@)(?<!:\/\/[^\s:@/]{0,128}:[^\s@/]{1,256}@)(?<domain>[\p{L}\p{N}][\p{L}\p{N}.-]{2,252})/gu;

/** The name of an image for a dense screen: `icon@2x.png`. */
const IMAGE = /^\dx\.\w{3,4}\b/;

/** E-mail addresses. */
export const emailAddresses: Redaction = { name: "email-addresses", label: "e-mail address", find };

function* find(text: string): Iterable<Span> {
  for (const { index, groups } of text.matchAll(ADDRESS)) {
    const { local = "", domain = "" } = groups ?? {};
    if (IMAGE.test(domain)) continue;
    // A sentence may end after an address.
    const host = domain.replace(/[.-]{1,252}$/, "");
    if (!/\.(?:\p{L}{2,63}|xn--[a-z0-9-]{1,59})$/u.test(host)) continue;
    yield { start: index - local.length, end: index + 1 + host.length };
  }
}
