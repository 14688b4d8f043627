import { consul } from '../../../lib';
import { describeMeshBackend } from './describe-mesh-backend';

/** The same backend with everything that an installation may have besides. */
describeMeshBackend('consul', {
  mesh: consul({
    version: '2.0',
    edition: 'enterprise',
    nativeSidecars: true,
    terminatingGateway: 'terminating-gateway',
    peers: ['prod-use1'],
  }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
