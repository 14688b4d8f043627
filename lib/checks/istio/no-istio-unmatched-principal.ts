import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';

const scheme = 'spiffe://';

/** A principal of an AuthorizationPolicy is one that a client can have. */
export const noIstioUnmatchedPrincipal: Check = {
  id: 'no-istio-unmatched-principal',
  severity: 'error',
  profile: 'baseline',
  why: 'Istio compares principals without "spiffe://", and puts it in front by itself: a principal that begins with it matches nobody, so that ALLOW lets nobody in and DENY stops nobody.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }) {
    for (const rule of Field.root(manifest).at('spec', 'rules').items()) {
      for (const principal of principalsOf(rule)) {
        const { text = '' } = principal;
        const identity = text.slice(scheme.length);
        if (text.startsWith(scheme)) {
          yield invalid(principal, `matches no client: Istio adds "${scheme}" by itself`, `write "${identity}"`);
        } else if (!text.includes('*') && !/^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(text)) {
          yield {
            ...invalid(
              principal,
              'is no identity that Istio gives to a workload',
              'write <trust domain>/ns/<namespace>/sa/<service account>',
            ),
            severity: 'warning',
            status: 'unproved',
          };
        }
      }
    }
  },
};

function principalsOf(rule: Field): readonly Field[] {
  const sources = rule
    .at('from')
    .items()
    .map((from) => from.at('source'));
  const conditions = rule
    .at('when')
    .items()
    .filter((condition) => condition.at('key').text === 'source.principal');
  return [
    ...sources.flatMap((source) => [...source.at('principals').items(), ...source.at('notPrincipals').items()]),
    ...conditions.flatMap((condition) => [...condition.at('values').items(), ...condition.at('notValues').items()]),
  ].filter(({ text }) => text !== undefined && text !== '');
}
