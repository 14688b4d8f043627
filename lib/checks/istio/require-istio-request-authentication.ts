import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { required } from '../field-error';

/** Routing by a claim of a token comes with the authentication that reads the token. */
export const requireIstioRequestAuthentication: Check = {
  id: 'require-istio-request-authentication',
  severity: 'error',
  profile: 'baseline',
  why: 'Without a RequestAuthentication no token is read, so that a match on a claim never holds.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }, { manifests }) {
    if (manifests.ofKind('security.istio.io', 'RequestAuthentication').length > 0) return;
    for (const rule of Field.root(manifest).at('spec', 'http').items()) {
      for (const match of rule.at('match').items()) {
        for (const [name, header] of [...match.at('headers').entries(), ...match.at('withoutHeaders').entries()]) {
          if (name.startsWith('@request.auth.claims'))
            yield required(header, 'no RequestAuthentication is there to read tokens', 'add one for the gateway');
        }
      }
    }
  },
};
