const wayOutName =
  /^(?:uncertain|unsure|unknown|unclear|undetermined|undecided|other|others|none|none of (?:the above|these)|not (?:stated|given|specified|sure|applicable|mentioned|found|known|said)|no answer|unspecified|n\/?a|null|misc|miscellaneous|cannot tell)$/i;

/** The member of an enum that admits that nothing is known, such as "unknown" or null. */
export function wayOutOf(members: readonly unknown[]): unknown {
  const named = members.find(
    (member) => typeof member === "string" && wayOutName.test(member.replace(/[_-]+/g, " ").trim()),
  );
  return named ?? members.find((member) => member === null);
}
