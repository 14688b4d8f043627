import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** No Service opens a port on every node. */
export const noNodePort: Check = {
  id: 'no-node-port',
  severity: 'warning',
  profile: 'production',
  why: 'The port is open on every node, past the TLS, the authentication and the rate limits of the ingress.',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'type');
    if (field.text !== 'NodePort') return;
    yield {
      path: field.path,
      message: 'Forbidden: opens a port on every node',
      fix: 'use ClusterIP behind an Ingress or a Gateway',
    };
  },
};
