import { istio } from '../../../lib';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend('istio-ambient', {
  mesh: istio({
    mode: 'ambient',
    version: '1.30',
    trustDomain: 'example.org',
    extensionProviders: ['loki', 'tempo'],
  }),
  gatewayApi: { version: '1.6', channel: 'experimental' },
});
