import { expect, it } from "vitest";
import { createLimit } from "./create-limit.ts";

/** Work that is done when the test says so. */
function workbench(max: number) {
  const limit = createLimit(max);
  const begun: number[] = [];
  const works = new Map<number, PromiseWithResolvers<number>>();
  const add = (number: number) => {
    const work = Promise.withResolvers<number>();
    works.set(number, work);
    return limit(() => {
      begun.push(number);
      return work.promise;
    });
  };
  return { begun, add, work: (number: number) => works.get(number) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it("begins at once what has a place, and the rest in order as places become free", async () => {
  const { begun, add, work } = workbench(2);
  const results = [1, 2, 3, 4].map(add);
  expect(begun).toEqual([1, 2]);
  work(2)?.resolve(2);
  await results[1];
  await nextTurn();
  expect(begun).toEqual([1, 2, 3]);
  for (const number of [1, 3, 4]) work(number)?.resolve(number);
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
});

it("gives the place of work that fails to the next, and nobody can take it in between", async () => {
  const { begun, add, work } = workbench(1);
  const results = [1, 2].map(add);
  work(1)?.reject(new Error("It broke."));
  await expect(results[0]).rejects.toThrow("It broke.");
  const late = add(3);
  await nextTurn();
  expect(begun).toEqual([1, 2]);
  for (const number of [2, 3]) work(number)?.resolve(number);
  expect(await Promise.all([results[1], late])).toEqual([2, 3]);
});

it.each([0, -1, Number.NaN])("refuses a limit of %s, which nothing would ever pass", (max) => {
  expect(() => createLimit(max)).toThrow(RangeError);
});
