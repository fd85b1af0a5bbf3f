import type * as z from "zod";

const MAX_ISSUES = 5;

/** Says what is wrong with a value in one line: `maxWords: Too big: expected number to be <=1000; style: ...`. */
export function describeIssues(error: z.ZodError): string {
  const lines = error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const path = issue.path.map(String).join(".");
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  const more = error.issues.length - lines.length;
  return lines.join("; ") + (more > 0 ? `; and ${more} more` : "");
}
