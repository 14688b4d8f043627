import { istio } from '../../../lib';
import { istioSidecar } from '../../../lib/mesh/istio/sidecar-backend';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend(istioSidecar, {
  mesh: istio({ version: '1.30', trustDomain: 'example.org', extensionProviders: ['loki', 'tempo'] }),
  gatewayApi: { version: '1.6', channel: 'standard' },
});
