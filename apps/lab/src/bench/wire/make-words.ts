import { DOCUMENT } from "../workload.ts";

const WORDS = DOCUMENT.split(/\s+/);
/** A linear congruential generator (Numerical Recipes). */
const MULTIPLIER = 1_664_525;
const INCREMENT = 1_013_904_223;
const MODULUS = 2 ** 32;

/** A text of so many bytes that deflates about as prose does; another seed makes another text, the same one the same. */
export function makeWords(bytes: number, seed: number): string {
  let state = seed;
  let text = "";
  while (text.length < bytes) {
    state = (state * MULTIPLIER + INCREMENT) % MODULUS;
    // The low digits of such a generator hardly vary.
    text += `${WORDS[Math.floor((state / MODULUS) * WORDS.length)]} `;
  }
  return `${text.slice(0, bytes - 1)}.`;
}
