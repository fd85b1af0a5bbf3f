// Loaded into a process before its program, with `--import`. On SIGUSR2 the time of day is another by CLOCK_JUMP_MS
// milliseconds, as after a sleep of the machine or a correction of its clock. Timers go on as before.

const jumpMs = Number(process.env.CLOCK_JUMP_MS ?? 0);
const now = Date.now;
let shiftMs = 0;

Date.now = () => now() + shiftMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
});
process.once("SIGUSR2", () => {
  shiftMs = jumpMs;
  process.stderr.write("The clock has jumped.\n");
});
