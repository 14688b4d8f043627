import { ApiObject, Duration } from 'cdk8s';
import { ClusterChart, Config, Port, WebService } from '../../lib';
import { autoscaler, configuration, labels, networkPolicies } from '../workload/plain-objects';
import type { Unit } from '../workload/unit';
import { synthesize } from './synthesize';

// This library's own blueprints: a WebService and its Config make five of the objects, in about the same words.
synthesize((scope, unit) => {
  const namespace = { name: unit.namespace, create: false, isolated: false };
  const chart = new ClusterChart(scope, unit.service, { namespace, labels: labels(unit) });
  const config = new Config(chart, 'config', { name: unit.service, data: configuration(unit) });
  new WebService(chart, unit.service, {
    image: unit.image,
    ports: [Port.http(unit.port, { servicePort: 80 }), Port.http(9090, { name: 'metrics' })],
    env: environmentOf(unit),
    config: [config.mount('/etc/app')],
    resources: { requests: { cpu: unit.cpu, memory: unit.memory }, limits: { memory: unit.memory } },
    probes: {
      liveness: { httpGet: { path: '/healthz' }, period: Duration.seconds(10) },
      readiness: { httpGet: { path: '/readyz' }, period: Duration.seconds(5) },
    },
    drain: Duration.seconds(10),
    terminationGracePeriod: Duration.seconds(45),
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
    container: { imagePullPolicy: 'IfNotPresent' },
  });
  for (const manifest of [autoscaler(unit), ...networkPolicies(unit)]) {
    new ApiObject(chart, `${manifest.kind}-${manifest.metadata.name}`, manifest);
  }
});

function environmentOf(unit: Unit) {
  return {
    ENVIRONMENT: unit.environment,
    PORT: String(unit.port),
    LOG_LEVEL: unit.environment === 'prod' ? 'info' : 'debug',
    DEPENDENCY_URL: `http://${unit.dependency}:80`,
    FEATURES_ENABLED: 'true',
    POD_NAME: { fieldRef: { fieldPath: 'metadata.name' } },
    API_TOKEN: { secretKeyRef: { name: `${unit.service}-token`, key: 'token' } },
  };
}
