const words: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  "twenty-five": 25,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  "a hundred": 100,
  "one hundred": 100,
  "two hundred": 200,
};

/** The source of a pattern that matches a number in digits or words. */
export const numberPattern = `(\\d[\\d,]*|${Object.keys(words)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;

/** Reads "120", "1,200" or "twelve". */
export function readNumber(text: string): number | undefined {
  const value = new Map(Object.entries(words)).get(text.toLowerCase()) ?? Number(text.replaceAll(",", ""));
  return Number.isInteger(value) ? value : undefined;
}
