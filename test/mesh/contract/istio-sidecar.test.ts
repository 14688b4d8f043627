import { istio } from '../../../lib';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend('istio-sidecar', {
  mesh: istio({ version: '1.30', trustDomain: 'example.org', extensionProviders: ['loki', 'tempo'] }),
  gatewayApi: { version: '1.6', channel: 'standard' },
});
