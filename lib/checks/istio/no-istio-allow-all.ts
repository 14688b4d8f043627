import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { actionOf } from './authorization-rule';

/** A rule of an AuthorizationPolicy says who or what it is about. */
export const noIstioAllowAll: Check = {
  id: 'no-istio-allow-all',
  severity: 'warning',
  profile: 'baseline',
  why: 'An empty rule matches every request: `rules: [{}]` allows everything, where no rules at all would deny everything.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }) {
    if (actionOf(manifest) !== 'ALLOW') return;
    for (const rule of Field.root(manifest).at('spec', 'rules').items()) {
      if (rule.map === undefined || Object.keys(rule.map).length > 0) continue;
      yield invalid(rule, 'allows every request', 'leave "rules" out to deny everything, or say whom to allow');
    }
  },
};
