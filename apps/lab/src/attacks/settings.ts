import type { Attack, Expectation } from "./attack.ts";

/** How a person has set up the client that is attacked. */
export type Setting = {
  title: string;
  /** What stands in their policy file. Absent: they have none. */
  policy: (attack: Attack) => object | undefined;
  /** What must come of an attack. */
  expectation: (attack: Attack) => Expectation;
};

export type SettingName = "default" | "trusted";

const NOBODY: Expectation = {
  rule: "approve",
  verdict: "stopped",
  reaches: 0,
  shows: /Nobody can be asked|only a user may approve/,
};

/** The settings in which every attack is run. In none of them is there a terminal, so there is no person to ask. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  default: {
    title: "Nothing is allowed: no policy",
    policy: () => undefined,
    expectation: ({ byDefault = NOBODY }) => byDefault,
  },
  trusted: {
    title: 'The server is trusted: its mode is "auto"',
    policy: ({ trusted = ["rogue"] }) => ({
      servers: Object.fromEntries(trusted.map((name) => [name, { mode: "auto" }])),
    }),
    expectation: ({ whenTrusted }) => whenTrusted,
  },
};
