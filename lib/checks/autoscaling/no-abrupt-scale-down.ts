import { Field } from '../../manifest/objects/field';
import { horizontalKind, horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';

/** An autoscaler does not take all pods away at the first quiet moment. */
export const noAbruptScaleDown: Check = {
  id: 'no-abrupt-scale-down',
  severity: 'warning',
  profile: 'production',
  why: 'A pause of seconds removes all pods but the fewest, and the load that follows meets too few of them.',
  kinds: horizontalKinds,
  run: function* ({ manifest }) {
    const behavior = horizontalKind(manifest)?.behavior ?? [];
    const rules = Field.root(manifest).at('spec', ...behavior, 'scaleDown');
    const window = rules.at('stabilizationWindowSeconds');
    const select = rules.at('selectPolicy').text ?? 'Max';
    if (window.number !== 0 || select === 'Disabled' || !mayRemoveAll(rules, select)) return;
    yield {
      path: window.path,
      message: 'Invalid value: 0: every pod but the fewest may go at once, at the first moment of less load',
      fix: 'leave it out for 300, or add a policy such as 10 percent a minute',
    };
  },
};

/** Without policies, all pods may go at once. Of several, the one that changes most holds, or the one that changes least. */
function mayRemoveAll(rules: Field, select: string): boolean {
  const policies = rules.at('policies').items();
  if (policies.length === 0) return true;
  const isWhole = (policy: Field): boolean =>
    policy.at('type').text === 'Percent' && (policy.at('value').number ?? 0) >= 100;
  return select === 'Min' ? policies.every(isWhole) : policies.some(isWhole);
}
