import { consul } from '../../../lib';
import { describeMeshBackend } from './describe-mesh-backend';

const collector = (name: string) => ({
  host: `${name}.observability.svc.cluster.local`,
  port: 9411,
  pods: { namespace: 'observability', podLabels: { app: name }, port: 9411 },
});

describeMeshBackend('consul', {
  mesh: consul({ version: '2.0', collectors: { jaeger: collector('jaeger'), tempo: collector('tempo') } }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
