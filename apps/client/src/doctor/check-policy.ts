import { relative } from "node:path";
import { createPolicy, loadPolicy, POLICY_FILE } from "@kit/consent";
import { type Check, toFinding } from "./check.ts";

/** Whether the policy can be read, and what it says of a server that no rule names. */
export const checkPolicy: Check = async ({ policy }, { here }) => {
  const about = "policy";
  try {
    const settings = loadPolicy(policy, here);
    const { mode } = createPolicy(settings).decide({ server: "*", tools: [] });
    const file = settings.isFile ? relative(here, settings.path) : `no ${POLICY_FILE} here, so the defaults`;
    return [{ about, status: "ok", said: `${file}: mode ${mode} for any server` }];
  } catch (error) {
    return [toFinding(about, error)];
  }
};
