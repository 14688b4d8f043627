import {
  ClusterChart,
  ClusterTriggerAuthentication,
  HorizontalPodAutoscaler,
  ScaledObject,
  TriggerAuthentication,
  VerticalPodAutoscaler,
  Worker,
  type ClusterProps,
} from '../../lib';
import * as keda from '../../lib/autoscaling/keda';
import { exampleFleet } from '../example-fleet';

const image = 'registry.example/app:1.0.0';
const everything: Partial<ClusterProps> = {
  autoscalers: { keda: { version: '2.20' }, verticalPodAutoscaler: { version: '1.7' } },
};
const secretTargetRef = [{ parameter: 'connection', name: 'database', key: 'connection' }];

function rendered(
  declare: (chart: ClusterChart, worker: Worker) => unknown,
  props: Partial<ClusterProps> = everything,
) {
  const fleet = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    declare(chart, new Worker(chart, 'mailer', { image }));
  }, props);
  const { manifests, findings } = fleet.render('test');
  return {
    objects: new Map(manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest])),
    problems: findings.map(({ path, message }) => `${path}: ${message}`),
  };
}

test('each autoscaler is a construct of its own, named by its id', () => {
  const { objects, problems } = rendered((chart, target) => {
    new ScaledObject(chart, 'by-usage', { target, min: 1, max: 5, cpu: 70 });
    new VerticalPodAutoscaler(chart, 'requests', { target, updateMode: 'Off' });
  });

  expect(problems).toEqual([]);
  expect(objects.get('ScaledObject/by-usage')).toHaveProperty('spec.scaleTargetRef.name', 'mailer');
  expect(objects.get('VerticalPodAutoscaler/requests')).toHaveProperty('spec.targetRef.name', 'mailer');
  expect(objects.get('Deployment/mailer')).not.toHaveProperty('spec.replicas');
});

test('a HorizontalPodAutoscaler is one where KEDA runs, too, and does not go to zero before it can come back', () => {
  const zero = (min: number) =>
    rendered((chart, target) => new HorizontalPodAutoscaler(chart, 'web', { target, min, max: 5, cpu: 70 }));

  expect(zero(1).problems).toEqual([]);
  expect(zero(1).objects.get('HorizontalPodAutoscaler/web')).toHaveProperty('spec.minReplicas', 1);
  expect(zero(0).problems).toEqual([
    'scaling.min: Invalid value: 0: a HorizontalPodAutoscaler on Kubernetes 1.33 would not come back from there',
  ]);
});

test('triggers share credentials, in a namespace and in the cluster', () => {
  const { objects, problems } = rendered((chart, target) => {
    const one = new TriggerAuthentication(chart, 'database', { secretTargetRef });
    const all = new ClusterTriggerAuthentication(chart, 'everywhere', { podIdentity: { provider: 'aws' } });
    new ScaledObject(chart, 'by-rows', {
      target,
      max: 5,
      events: [
        { type: 'postgresql', metadata: { query: 'select 1', targetQueryValue: 5 }, authenticationRef: one.ref },
        {
          type: 'aws-sqs-queue',
          metadata: { queueURL: 'https://sqs/mail', awsRegion: 'eu-west-1' },
          authenticationRef: all.ref,
        },
      ],
    });
  });

  expect(problems).toEqual([]);
  expect(objects.get('TriggerAuthentication/database')).toMatchObject({
    metadata: { namespace: 'shop' },
    spec: { secretTargetRef },
  });
  expect(objects.get('ClusterTriggerAuthentication/everywhere')).not.toHaveProperty('metadata.namespace');
  expect(objects.get('ScaledObject/by-rows')).toMatchObject({
    spec: {
      triggers: [
        { authenticationRef: { name: 'database' } },
        { authenticationRef: { name: 'everywhere', kind: 'ClusterTriggerAuthentication' } },
      ],
    },
  });
});

test.each<[string, (chart: ClusterChart, target: Worker) => unknown, string]>([
  [
    'a ScaledObject',
    (chart, target) =>
      new ScaledObject(chart, 'a', {
        target,
        max: 5,
        events: [
          { type: 'cron', metadata: { timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: 2 } },
        ],
      }),
    'scaling.events: Forbidden: test runs no autoscaler that can do it: KEDA could',
  ],
  [
    'credentials',
    (chart) => new TriggerAuthentication(chart, 'a', { secretTargetRef }),
    'spec: Forbidden: test runs no autoscaler that reads it: KEDA could',
  ],
  [
    'a VerticalPodAutoscaler',
    (chart, target) => new VerticalPodAutoscaler(chart, 'a', { target, updateMode: 'Off' }),
    'scaling.vertical: Forbidden: test runs no autoscaler that changes requests: the VerticalPodAutoscaler could',
  ],
])('%s is an error on a cluster that cannot serve it', (_, declare, message) => {
  expect(rendered(declare, {}).problems).toEqual([message]);
});

test('credentials of a newer KEDA are refused', () => {
  const boundServiceAccountToken = [{ parameter: 'token', serviceAccountName: 'a' }];
  const old = { autoscalers: { keda: { version: '2.16' } } };
  expect(
    rendered((chart) => new TriggerAuthentication(chart, 'a', { boundServiceAccountToken }), old).problems,
  ).toEqual(['spec.boundServiceAccountToken: Forbidden: KEDA 2.16 does not have it, 2.17 is the first that does']);
});

test('KEDA’s constructs come by a path of their own', () => {
  expect(Object.keys(keda).sort()).toEqual([
    'ClusterTriggerAuthentication',
    'ScaledJob',
    'ScaledObject',
    'TriggerAuthentication',
  ]);
});
