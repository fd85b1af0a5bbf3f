import type { Check } from "./check.ts";

/** The first version that runs TypeScript as it stands. */
const NEEDED = [22, 18] as const;

/** Whether this Node can run the kit. */
export const checkNode: Check = async () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNew = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  const said = `${process.version}, on ${process.platform}`;
  if (isNew) return [{ about: "node", status: "ok", said }];
  const fix = `Start the kit with pnpm, which brings its own Node, or install Node ${NEEDED.join(".")} or newer.`;
  return [{ about: "node", status: "wrong", said, fix }];
};
