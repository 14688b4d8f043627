import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';

/** A peering has a Secret of Kubernetes for its token. */
export const validConsulPeering: Check = {
  id: 'valid-consul-peering',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the object, and the two clusters are not connected.',
  kinds: ['consul.hashicorp.com/PeeringAcceptor', 'consul.hashicorp.com/PeeringDialer'],
  run: function* ({ manifest }) {
    const peer = Field.root(manifest).at('spec', 'peer');
    const backend = peer.at('secret', 'backend');
    if (!peer.isSet) yield required(peer, '', 'say where the token is kept');
    else if (!peer.at('secret').isSet) yield required(peer.at('secret'), '', 'name the Secret of the token');
    else if (backend.text !== 'kubernetes')
      yield invalid(backend, 'must be "kubernetes"', 'set it', backend.text ?? '');
  },
};
