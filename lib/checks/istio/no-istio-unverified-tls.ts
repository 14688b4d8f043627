import { Field } from '../../manifest/field';
import type { Check } from '../check';
import { required } from '../field-error';
import type { Problem } from '../finding';

/** TLS to a server checks who the server is. */
export const noIstioUnverifiedTls: Check = {
  id: 'no-istio-unverified-tls',
  severity: 'warning',
  profile: 'baseline',
  why: 'Without certificates of an authority, or with insecureSkipVerify, any server is believed: the connection is encrypted, but to whom is not known.',
  assumptions: ['the mesh does not set VERIFY_CERTIFICATE_AT_CLIENT'],
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
  const names = ['caCertificates', 'credentialName'].map((name) => tls.at(name).text ?? '');
  if (tls.at('insecureSkipVerify').boolean === true || names.every((name) => name === '')) {
    yield required(
      tls.at('caCertificates'),
      `the mode ${mode} without it believes any server`,
      'set caCertificates ("system" for those of the proxy), or credentialName',
    );
  }
}
