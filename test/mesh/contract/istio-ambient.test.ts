import { istio } from '../../../lib';
import { istioAmbient } from '../../../lib/mesh/istio/ambient/ambient-backend';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend(istioAmbient, {
  mesh: istio({
    mode: 'ambient',
    version: '1.30',
    trustDomain: 'example.org',
    extensionProviders: ['loki', 'tempo'],
  }),
  gatewayApi: { version: '1.6', channel: 'experimental' },
});
