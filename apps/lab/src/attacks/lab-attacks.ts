import type { Attack } from "./attack.ts";
import { type Judgement, judge } from "./judge.ts";
import { runAttack } from "./run-attack.ts";
import { SETTINGS, type SettingName } from "./settings.ts";

/** What one attack came to in each setting. */
export type AttackReport = { attack: Attack; judgements: Record<SettingName, Judgement> };

/**
 * Runs attacks one after the other, each in all settings at once, and judges them.
 *
 * @param onAttack Hears of each attack before it is run.
 */
export async function labAttacks(
  attacks: readonly Attack[],
  signal: AbortSignal,
  onAttack: (attack: Attack) => void,
): Promise<AttackReport[]> {
  const reports: AttackReport[] = [];
  for (const attack of attacks) {
    signal.throwIfAborted();
    onAttack(attack);
    const [byDefault, trusted] = await Promise.all([
      judgeIn("default", attack, signal),
      judgeIn("trusted", attack, signal),
    ]);
    reports.push({ attack, judgements: { default: byDefault, trusted } });
  }
  return reports;
}

async function judgeIn(name: SettingName, attack: Attack, signal: AbortSignal): Promise<Judgement> {
  const { policy, expectation } = SETTINGS[name];
  return judge(attack, expectation(attack), await runAttack(attack, policy(attack), signal));
}
