import type { ToolContext } from "@kit/sampling";
import * as z from "zod";

/** An answer that is data: a model that answers something else is told so, and asked again. */
export async function rateReview({ sample }: ToolContext, review: string): Promise<number> {
  const { value } = await sample(`How many stars does this review give?\n\n${review}`, {
    schema: z.object({ stars: z.int().min(1).max(5) }),
  });
  return value.stars;
}
