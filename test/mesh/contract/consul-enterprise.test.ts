import { consul } from '../../../lib';
import { consulBackend } from '../../../lib/mesh/consul/consul-backend';
import { describeMeshBackend } from './describe-mesh-backend';

/** The same backend with everything that an installation may have besides. */
describeMeshBackend(consulBackend, {
  mesh: consul({
    version: '2.0',
    edition: 'enterprise',
    nativeSidecars: true,
    terminatingGateway: 'terminating-gateway',
    peers: ['prod-use1'],
  }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
