import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** TLS to a server checks who the server is. */
export const noIstioUnverifiedTls: Check = {
  id: 'no-istio-unverified-tls',
  severity: 'warning',
  profile: 'baseline',
  why: 'Where no authority is named, or none is asked, the connection is encrypted, but to whom is not known.',
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const owner of [spec, ...spec.at('subsets').items()]) {
      const policy = owner.at('trafficPolicy');
      for (const settings of [policy, ...policy.at('portLevelSettings').items()])
        yield* tlsProblems(settings.at('tls'));
    }
  },
};

function* tlsProblems(tls: Field): Iterable<Problem> {
  const mode = tls.at('mode').text;
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  if (tls.at('insecureSkipVerify').boolean === true) {
    yield invalid(
      tls.at('insecureSkipVerify'),
      'believes any server',
      'remove it, and set caCertificates or credentialName',
    );
  } else if (['caCertificates', 'credentialName'].every((name) => (tls.at(name).text ?? '') === '')) {
    const rule =
      'whom to believe is left to the proxy: any server before Istio 1.21, the authorities of its image since';
    const fix = 'set caCertificates ("system" for those of the proxy), or credentialName';
    yield { ...required(tls.at('caCertificates'), rule, fix), severity: 'info' };
  }
}
