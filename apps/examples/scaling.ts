import { Duration } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  Port,
  ScaledJob,
  WebService,
  Worker,
  type Scaling,
} from '../../lib';

const environment = new Environment('dev');
const clusters = [
  new Cluster('plain-1', { environment, kubernetesVersion: '1.34' }),
  new Cluster('events-1', {
    environment,
    kubernetesVersion: '1.34',
    autoscalers: { keda: { version: '2.20' }, verticalPodAutoscaler: { version: '1.7' } },
  }),
];
const resources = { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '128Mi' } };

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const broker = new WebService(chart, 'rabbit', {
    image: 'registry.example/rabbit:4.1.0',
    port: Port.http(15672, { name: 'http-api' }),
    ports: [Port.tcp(5672, { name: 'amqp' })],
  });
  const { keda, verticalPodAutoscaler } = cluster.cluster.autoscalers;

  // By usage: every cluster can.
  new WebService(chart, 'web', {
    image: 'registry.example/web:1.5.0',
    port: Port.http(8080),
    resources,
    scaling: {
      min: 2,
      max: 10,
      cpu: 70,
      behavior: { scaleDown: { policies: [{ type: 'Percent', value: 10, period: Duration.minutes(1) }] } },
    },
  });

  // By a queue and by the time of the day, down to no pods, where KEDA runs; by usage elsewhere.
  const byQueue: Scaling = {
    min: 0,
    max: 20,
    events: [
      {
        type: 'rabbitmq',
        metadata: { host: 'http://rabbit.shop:15672', queueName: 'mail', mode: 'QueueLength', value: 20 },
      },
    ],
    schedule: [{ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', replicas: 2 }],
    fallback: { failureThreshold: 3, replicas: 4 },
  };
  const mailer = new Worker(chart, 'mailer', {
    image: 'registry.example/mailer:2.0.0',
    resources,
    scaling: keda === undefined ? { max: 5, cpu: 70 } : byQueue,
  });
  mailer.connections.allowTo(broker);

  // A Job for each message.
  if (keda !== undefined) {
    const convert = new ScaledJob(chart, 'convert', {
      image: 'registry.example/convert:1.2.0',
      resources,
      activeDeadline: Duration.minutes(30),
      scaling: {
        max: 10,
        events: [
          {
            type: 'rabbitmq',
            metadata: { host: 'http://rabbit.shop:15672', queueName: 'videos', mode: 'QueueLength', value: 1 },
          },
        ],
      },
    });
    convert.connections.allowTo(broker);
  }

  // Requests, and not a number of pods.
  new Worker(chart, 'reports', {
    image: 'registry.example/reports:1.0.0',
    resources,
    ...(verticalPodAutoscaler === undefined
      ? {}
      : {
          scaling: {
            vertical: { updateMode: 'Initial', containers: { '*': { max: { cpu: '1', memory: '512Mi' } } } },
          },
        }),
  });
});
