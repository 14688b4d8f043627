import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import { selectorProblems } from './rules/label';

/** Exceptions by port need a selector, and mean container ports. */
export const validIstioPeerAuthentication: Check = {
  id: 'valid-istio-peer-authentication',
  severity: 'error',
  profile: 'baseline',
  why: 'The PeerAuthentication is rejected, and traffic stays as open, or as closed, as it was.',
  kinds: ['security.istio.io/PeerAuthentication'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    const ports = spec.at('portLevelMtls');
    const labels = Object.keys(spec.at('selector', 'matchLabels').map ?? {});
    if (ports.entries().length > 0 && labels.length === 0) {
      yield forbidden(ports, 'needs a selector', 'select the pods that the ports belong to');
    }
    if (ports.map !== undefined && ports.entries().length === 0)
      yield required(ports, 'at least one port', 'leave it out');
    yield* selectorProblems(spec.at('selector'), 'matchLabels');
    for (const [port, entry] of ports.entries()) {
      if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
        yield invalid(entry, 'must be the number of a container port', 'write the number', port);
      }
    }
    const isMeshWide = cluster.mesh?.product === 'istio' && namespaceOf(manifest) === cluster.mesh.rootNamespace;
    if (isMeshWide && labels.length > 0) {
      const problem = forbidden(
        spec.at('selector'),
        'selects pods of the root namespace only',
        'remove it to reach the whole mesh',
      );
      yield { ...problem, severity: 'warning' };
    }
  },
};
