import { consul } from '../../../lib';
import { consulBackend } from '../../../lib/mesh/consul/consul-backend';
import { describeMeshBackend } from './describe-mesh-backend';

const collector = (name: string) => ({
  host: `${name}.observability.svc.cluster.local`,
  port: 9411,
  pods: { namespace: 'observability', podLabels: { app: name }, port: 9411 },
});

describeMeshBackend(consulBackend, {
  mesh: consul({ version: '2.0', collectors: { jaeger: collector('jaeger'), tempo: collector('tempo') } }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
