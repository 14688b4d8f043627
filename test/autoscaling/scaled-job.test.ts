import { ClusterChart, istio, Port, ScaledJob, WebService, type ClusterProps, type ScaledJobProps } from '../../lib';
import { exampleFleet } from '../example-fleet';

const image = 'registry.example/app:1.0.0';
const withKeda: Partial<ClusterProps> = { autoscalers: { keda: { version: '2.20' } } };
const queue = {
  type: 'rabbitmq',
  metadata: { queueName: 'mail', mode: 'QueueLength', value: 1, host: 'http://rabbit.shop:15672' },
} as const;

function rendered(props: Partial<ScaledJobProps>, cluster: Partial<ClusterProps> = withKeda) {
  const fleet = exampleFleet((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    new WebService(chart, 'rabbit', { image, port: Port.tcp(15672) });
    new ScaledJob(chart, 'mailer', { image, scaling: { max: 10, events: [queue] }, ...props });
  }, cluster);
  const { manifests, findings } = fleet.render('test');
  return {
    objects: new Map(manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest])),
    problems: findings.map(({ path, message }) => `${path}: ${message}`),
  };
}

test('a ScaledJob has the template of its Jobs, and what they are started for', () => {
  const { objects, problems } = rendered({
    backoffLimit: 2,
    scaling: { max: 10, events: [queue], strategy: 'accurate' },
  });

  expect(problems).toEqual([]);
  expect(objects.get('ScaledJob/mailer')).toMatchObject({
    apiVersion: 'keda.sh/v1alpha1',
    spec: {
      jobTargetRef: {
        backoffLimit: 2,
        template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'mailer', image }] } },
      },
      maxReplicaCount: 10,
      scalingStrategy: { strategy: 'accurate' },
      triggers: [{ type: 'rabbitmq', metadata: { queueName: 'mail', value: '1' } }],
    },
  });
  expect(objects.has('ServiceAccount/mailer')).toBe(true);
  expect(JSON.stringify(objects.get('NetworkPolicy/rabbit'))).toContain('keda-operator');
  expect(objects.get('NetworkPolicy/mailer')).toHaveProperty('spec.podSelector.matchLabels', {
    'app.kubernetes.io/name': 'mailer',
  });
});

test('a ScaledJob has a strategy of its own, and says what becomes of its Jobs', () => {
  const { objects, problems } = rendered({
    scaling: {
      max: 10,
      events: [queue],
      strategy: { queueLengthDeduction: 1, runningJobPercentage: 0.5 },
      pendingPodConditions: ['Ready'],
      rollout: 'immediate',
      propagationPolicy: 'foreground',
      envSourceContainerName: 'mailer',
    },
  });

  expect(problems).toEqual([]);
  expect(objects.get('ScaledJob/mailer')?.spec).toMatchObject({
    scalingStrategy: {
      strategy: 'custom',
      customScalingQueueLengthDeduction: 1,
      customScalingRunningJobPercentage: '0.5',
      pendingPodConditions: ['Ready'],
    },
    rollout: { strategy: 'immediate', propagationPolicy: 'foreground' },
    envSourceContainerName: 'mailer',
  });
});

test('what a mesh puts on the pods stands in their template', () => {
  const mesh = istio({ version: '1.30' });
  const keda = { version: '2.20', mesh: { serviceAccountName: 'keda-operator' } };
  const fleet = exampleFleet(
    (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      new WebService(chart, 'rabbit', { image, port: Port.tcp(15672) });
      const { workload } = new ScaledJob(chart, 'mailer', { image, scaling: { max: 10, events: [queue] } });
      workload.mesh({ enrolled: false });
    },
    { mesh, autoscalers: { keda } },
  );
  const { manifests } = fleet.render('test');
  const job = manifests.find(({ manifest }) => manifest.kind === 'ScaledJob')?.manifest;
  expect(job).toHaveProperty(
    ['spec', 'jobTargetRef', 'template', 'metadata', 'labels', 'sidecar.istio.io/inject'],
    'false',
  );
});

test('a ScaledJob is an error without KEDA, by usage, and with a trigger that KEDA refuses', () => {
  expect(rendered({}, {}).problems).toEqual([
    'scaling.events: Forbidden: test runs no autoscaler that can do it: KEDA could',
  ]);
  expect(rendered({ scaling: { max: 5, events: [{ type: 'cpu', metadata: { value: 70 } }] } }).problems).toEqual([
    'scaling.events[0].type: Unsupported value: "cpu": it is measured in pods, and starts no Job',
  ]);
  const { mode: _, ...metadata } = queue.metadata;
  expect(rendered({ scaling: { max: 5, events: [{ type: 'rabbitmq', metadata }] } }).problems).toEqual([
    'scaling.events[0].metadata.mode: Required value: value needs it',
  ]);
});
