import { Duration } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  ClusterTriggerAuthentication,
  Environment,
  Fleet,
  ScaledJob,
  Worker,
  type KubernetesVersion,
  type Scaling,
} from '../../lib';

const environment = new Environment('prod', { tier: 'production' });
const versions: readonly KubernetesVersion[] = ['1.28', '1.30', '1.37'];
const clusters = versions.map(
  (kubernetesVersion) =>
    new Cluster(`on-${kubernetesVersion.replace('.', '-')}`, {
      environment,
      kubernetesVersion,
      autoscalers: {
        keda: { version: '2.21' },
        verticalPodAutoscaler: { version: '1.7', featureGates: ['CPUStartupBoost', 'PerVPAConfig'] },
        metricAdapters: [{ namespace: 'monitoring', podLabels: { app: 'adapter' }, serves: ['custom'] }],
      },
    }),
);
const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };
const metric = { name: 'requests', selector: { matchLabels: { verb: 'get' } } };

/** One workload for each way to be scaled. */
const scalings = (version: KubernetesVersion): Readonly<Record<string, Scaling>> => ({
  usage: {
    min: 2,
    max: 10,
    cpu: 70,
    memory: { averageValue: '48Mi' },
    behavior: {
      scaleDown: {
        stabilizationWindow: Duration.minutes(10),
        selectPolicy: 'Min',
        policies: [
          { type: 'Percent', value: 10, period: Duration.minutes(1) },
          { type: 'Pods', value: 1, period: Duration.minutes(2) },
        ],
      },
      scaleUp: { stabilizationWindow: Duration.seconds(30), ...(version === '1.37' ? { tolerance: 0.05 } : {}) },
    },
  },
  metrics: {
    min: 2,
    max: 10,
    metrics: [
      { type: 'Pods', pods: { metric, target: { type: 'AverageValue', averageValue: '10' } } },
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
          metric,
          target: { type: 'Value', value: '100' },
        },
      },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'cpu',
          container: 'metrics',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
    ],
  },
  events: {
    min: 0,
    max: 20,
    cpu: 70,
    events: [
      {
        type: 'kafka',
        name: 'mail',
        metadata: {
          bootstrapServers: 'kafka.example:9092',
          consumerGroup: 'mail',
          lagThreshold: 50,
          sasl: 'plaintext',
        },
        useCachedMetrics: true,
        authentication: {
          secretTargetRef: [
            { parameter: 'username', name: 'kafka', key: 'username' },
            { parameter: 'password', name: 'kafka', key: 'password' },
          ],
        },
      },
      {
        type: 'prometheus',
        metricType: 'Value',
        metadata: { serverAddress: 'http://prometheus.example:9090', query: 'sum(up)', threshold: 1.5 },
      },
      {
        type: 'aws-sqs-queue',
        metadata: { queueURL: 'https://sqs.eu-west-1.amazonaws.com/1/mail', awsRegion: 'eu-west-1' },
        authentication: { podIdentity: { provider: 'aws', identityOwner: 'workload' } },
      },
    ],
    schedule: [{ timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', replicas: 3 }],
    fallback: { failureThreshold: 3, replicas: 5, behavior: 'currentReplicasIfHigher' },
    pollingInterval: Duration.seconds(15),
    cooldown: Duration.minutes(10),
    takeOver: 'events-before',
  },
  formula: {
    min: 2,
    max: 20,
    idle: 0,
    events: [
      { type: 'kafka', name: 'mails', metadata: { bootstrapServers: 'kafka.example:9092', consumerGroup: 'mails' } },
      { type: 'kafka', name: 'calls', metadata: { bootstrapServersFromEnv: 'BROKERS', consumerGroup: 'calls' } },
    ],
    formula: { formula: '(mails + calls) / 2', target: 10, activationTarget: 2, metricType: 'AverageValue' },
    fallback: { failureThreshold: 3, replicas: 5, behavior: 'scalingModifiers' },
    initialCooldown: Duration.minutes(2),
    envSourceContainerName: 'formula',
    restoreToOriginalReplicaCount: true,
  },
  memory: {
    vertical: {
      updateMode: 'Initial',
      evictAfterOOM: Duration.minutes(5),
      recommender: 'careful',
      containers: { '*': { oomBumpUpRatio: 1.5, oomMinBumpUp: '200Mi' } },
      ...(version === '1.37' ? { startupBoost: { cpu: { factor: 3, duration: Duration.seconds(30) } } } : {}),
    },
  },
  requests: {
    vertical: {
      updateMode: version === '1.37' ? 'InPlaceOrRecreate' : 'Recreate',
      minReplicas: 2,
      evictionRequirements: [{ resources: ['cpu', 'memory'], changeRequirement: 'TargetHigherThanRequests' }],
      containers: {
        requests: { min: { cpu: '50m' }, max: { cpu: '1', memory: '1Gi' }, controlledValues: 'RequestsOnly' },
        '*': { mode: 'Off' },
      },
    },
  },
});

/** Every way to be scaled, on clusters of several versions. */
export const scaledFleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  for (const [name, scaling] of Object.entries(scalings(Cluster.of(chart).kubernetesVersion)))
    new Worker(chart, name, { image: 'registry.example/app:1.0.0', resources, scaling });
  const broker = new ClusterTriggerAuthentication(chart, 'broker', {
    secretTargetRef: [{ parameter: 'host', name: 'broker', key: 'url' }],
  });
  const queue = { queueName: 'videos', mode: 'QueueLength', value: 1 } as const;
  new ScaledJob(chart, 'convert', {
    image: 'registry.example/convert:1.0.0',
    resources,
    activeDeadline: Duration.minutes(30),
    scaling: {
      max: 10,
      events: [{ type: 'rabbitmq', metadata: queue, authenticationRef: broker.ref }],
      strategy: { queueLengthDeduction: 1, runningJobPercentage: 0.5 },
      pendingPodConditions: ['Ready'],
      rollout: 'immediate',
      propagationPolicy: 'foreground',
    },
  });
});
