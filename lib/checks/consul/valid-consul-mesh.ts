import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { saysSomething } from './one-of';
import { tlsVersionProblems } from './tls-versions';

const curves = ['X25519MLKEM768', 'X25519', 'P-256', 'P-384', 'P-521'];
const actions: Readonly<Record<string, readonly string[]>> = {
  pathWithEscapedSlashesAction: [
    'IMPLEMENTATION_SPECIFIC_DEFAULT',
    'KEEP_UNCHANGED',
    'REJECT_REQUEST',
    'UNESCAPE_AND_REDIRECT',
    'UNESCAPE_AND_FORWARD',
  ],
  headersWithUnderscoresAction: ['ALLOW', 'REJECT_REQUEST', 'DROP_HEADER'],
};

/** The Mesh asks for versions of TLS and ways to read a request that exist. */
export const validConsulMesh: Check = {
  id: 'valid-consul-mesh',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the Mesh, so that the whole mesh keeps its settings.',
  kinds: ['consul.hashicorp.com/Mesh'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const direction of ['incoming', 'outgoing']) {
      yield* tlsVersionProblems(spec.at('tls', direction));
      yield* curveProblems(spec.at('tls', direction));
    }
    for (const [name, values] of Object.entries(actions)) {
      const action = spec.at('http', 'incoming', 'requestNormalization', name);
      if (saysSomething(action) && !values.includes(action.text ?? ''))
        yield unsupported(action, values, 'use a supported action');
    }
  },
};

function* curveProblems(direction: Field): Iterable<Problem> {
  const list = direction.at('ecdhCurves');
  if (list.items().length > 0 && direction.at('tlsMinVersion').text !== 'TLSv1_3') {
    yield forbidden(list, 'needs tlsMinVersion TLSv1_3', 'set the version, or leave the curves out');
  }
  for (const curve of list.items()) {
    if (!curves.includes(curve.text ?? '')) yield unsupported(curve, curves, 'use a supported curve');
  }
}
