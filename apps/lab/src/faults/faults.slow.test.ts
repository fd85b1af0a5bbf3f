import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_CARRIERS } from "./carriers.ts";
import { runCell } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { TestBed } from "./test-bed.ts";

/** Each step of a cell has a limit of its own. */
const TIMEOUT_MS = 600_000;

// The columns run side by side, and the cells of each one after the other, on processes that are warm.
describe.concurrent.each(ALL_CARRIERS)("a call of %s", (carrier) => {
  const bed = new TestBed(carrier);
  beforeAll(() => bed.open(), TIMEOUT_MS);
  afterAll(() => bed.close(), TIMEOUT_MS);

  for (const fault of FAULTS.filter(({ ends }) => ends[carrier] !== undefined)) {
    it(`ends with ${fault.ends[carrier]} when ${fault.name}`, { concurrent: false, timeout: TIMEOUT_MS }, async () => {
      expect((await runCell(fault, bed)).problems).toEqual([]);
    });
  }
});
