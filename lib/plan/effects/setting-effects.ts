import type { PlanContext } from '../plan-context';
import type { ChangedSetting } from '../settings/changed-settings';
import type { Effect } from './effect';

/** Settings that have another value, or have theirs from another layer. The values stand in the program, not here. */
export function settingEffects({ settings }: PlanContext): readonly Effect[] {
  return settings.all.map((setting) => ({ topic: 'settings', ...described(setting) }));
}

function described({ path, before, after }: ChangedSetting): Pick<Effect, 'sign' | 'text'> {
  if (before === undefined) return { sign: '+', text: `${path}, in ${after?.layer}` };
  if (after === undefined) return { sign: '-', text: `${path}, before in ${before.layer}` };
  const isSameValue = before.sha256 === after.sha256;
  if (before.layer === after.layer) return { sign: '~', text: `${path}: another value in ${after.layer}` };
  const value = isSameValue ? 'the same value' : 'another value';
  return { sign: '~', text: `${path}: ${value}, from ${after.layer} and no longer from ${before.layer}` };
}
