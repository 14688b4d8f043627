import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden } from '../field-error';

/** No rule of a VirtualService comes after one that takes all of its requests. */
export const noIstioShadowedRule: Check = {
  id: 'no-istio-shadowed-rule',
  severity: 'warning',
  profile: 'baseline',
  why: 'The first rule that matches wins: a rule after it never sees a request.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const protocol of ['http', 'tls', 'tcp']) {
      let all: Field | undefined;
      const seen = new Set<string>();
      for (const rule of spec.at(protocol).items()) {
        if (all !== undefined) yield forbidden(rule, `${all.path} takes every request`, 'move the rule before it');
        const matches = rule.at('match').items();
        for (const match of matches) {
          const text = canonical(match);
          if (all === undefined && seen.has(text))
            yield duplicate(match, 'remove the match: an earlier one takes its requests');
          seen.add(text);
        }
        if (matches.length === 0) all ??= rule;
      }
    }
  },
};

/** What a match says, without its name, in an order of its own. */
function canonical(match: Field): string {
  return JSON.stringify(
    Object.entries(match.map ?? {})
      .filter(([key]) => key !== 'name')
      .sort(),
  );
}
