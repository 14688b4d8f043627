import { policyTypesOf } from '../../manifest/network/policy-types';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

const directions = [
  { type: 'Ingress', rules: 'ingress' },
  { type: 'Egress', rules: 'egress' },
] as const;

/** A NetworkPolicy has rules only for the directions that its `policyTypes` name. */
export const noIgnoredPolicyRule: Check = {
  id: 'no-ignored-policy-rule',
  severity: 'warning',
  profile: 'baseline',
  why: 'The API server stores rules of a direction that policyTypes leaves out, and nobody reads them: the Pods stay open in that direction.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* ({ manifest }) {
    const types = policyTypesOf(manifest);
    for (const { type, rules } of directions) {
      const field = Field.root(manifest).at('spec', rules);
      if (types.includes(type) || field.items().length === 0) continue;
      yield {
        path: field.path,
        message: `Forbidden: policyTypes leaves ${type} out, so that these rules have no effect`,
        fix: `add ${type} to policyTypes, or remove the rules`,
      };
    }
  },
};
