import { Field } from '../../manifest/objects/field';
import { servicePortsOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { portProtocol } from '../../reach/mesh/istio/port-protocol';

/** The ports of an ExternalName Service are named after a protocol that needs no address. */
export const validIstioExternalNamePort: Check = {
  id: 'valid-istio-external-name-port',
  severity: 'warning',
  profile: 'baseline',
  why: 'Istio takes the port for TCP, and forwards every TCP connection of that port number, whoever it is for, to the external name.',
  kinds: ['Service'],
  run: function* ({ manifest }, { cluster }) {
    if (cluster.mesh?.product !== 'istio' || Field.root(manifest).at('spec', 'type').text !== 'ExternalName') return;
    for (const { field, name } of servicePortsOf(manifest)) {
      const isTls = name.startsWith('tls') || name.startsWith('https');
      if (portProtocol(field) === 'http' || isTls) continue;
      yield invalid(
        field.at('name'),
        'is taken for TCP, so that it catches connections to every host',
        'name it after http, https or tls',
      );
    }
  },
};
