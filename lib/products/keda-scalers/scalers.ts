import { awsCloudwatch } from './aws-cloudwatch';
import { awsKinesisStream } from './aws-kinesis-stream';
import { awsSqsQueue } from './aws-sqs-queue';
import { azureQueue } from './azure-queue';
import { azureServicebus } from './azure-servicebus';
import { cpu, memory } from './cpu';
import { cron } from './cron';
import { datadog } from './datadog';
import { external, externalPush } from './external';
import { gcpPubsub } from './gcp-pubsub';
import { githubRunner } from './github-runner';
import { kafka } from './kafka';
import { kubernetesWorkload } from './kubernetes-workload';
import { metricsApi } from './metrics-api';
import { mongodb } from './mongodb';
import { mysql } from './mysql';
import { natsJetstream } from './nats-jetstream';
import { postgresql } from './postgresql';
import { prometheus } from './prometheus';
import { rabbitmq } from './rabbitmq';
import { redis } from './redis';
import { redisStreams } from './redis-streams';
import type { Scaler } from './scaler';
import { temporal } from './temporal';

/** Every scaler of KEDA whose metadata is known, by the `type` of its triggers. */
export const scalers = {
  'aws-cloudwatch': awsCloudwatch,
  'aws-kinesis-stream': awsKinesisStream,
  'aws-sqs-queue': awsSqsQueue,
  'azure-queue': azureQueue,
  'azure-servicebus': azureServicebus,
  cpu,
  cron,
  datadog,
  external,
  'external-push': externalPush,
  'gcp-pubsub': gcpPubsub,
  'github-runner': githubRunner,
  kafka,
  'kubernetes-workload': kubernetesWorkload,
  memory,
  'metrics-api': metricsApi,
  mongodb,
  mysql,
  'nats-jetstream': natsJetstream,
  postgresql,
  prometheus,
  rabbitmq,
  redis,
  'redis-streams': redisStreams,
  temporal,
} as const satisfies Readonly<Record<string, Scaler>>;

/** Scalers of KEDA 2.21 whose metadata is not known here: it goes to KEDA as it is. */
export const otherScalerTypes = [
  'activemq',
  'apache-kafka',
  'arangodb',
  'artemis-queue',
  'aws-dynamodb',
  'aws-dynamodb-streams',
  'azure-app-insights',
  'azure-blob',
  'azure-cosmosdb',
  'azure-data-explorer',
  'azure-eventhub',
  'azure-log-analytics',
  'azure-monitor',
  'azure-pipelines',
  'beanstalkd',
  'cassandra',
  'clickhouse',
  'couchdb',
  'dynatrace',
  'elastic-forecast',
  'elasticsearch',
  'etcd',
  'forgejo-runner',
  'gcp-cloudtasks',
  'gcp-spanner',
  'gcp-stackdriver',
  'gcp-storage',
  'graphite',
  'huawei-cloudeye',
  'ibmmq',
  'influxdb',
  'kubernetes-resource',
  'liiklus',
  'loki',
  'mssql',
  'new-relic',
  'nsq',
  'opensearch',
  'openstack-metric',
  'openstack-swift',
  'predictkube',
  'pulsar',
  'redis-cluster',
  'redis-cluster-streams',
  'redis-sentinel',
  'redis-sentinel-streams',
  'selenium-grid',
  'solace-direct-messaging',
  'solace-event-queue',
  'solarwinds',
  'solr',
  'splunk',
  'splunk-observability',
  'sumologic',
] as const;

const byType = new Map<string, Scaler>(Object.entries(scalers));
const others: ReadonlySet<string> = new Set(otherScalerTypes);

/** What is known of the triggers of a type; undefined where nothing is. */
export function scalerOf(type: string): Scaler | undefined {
  return byType.get(type);
}

/** Whether KEDA has a scaler of a type, or had one once. */
export function isScalerType(type: string): boolean {
  return byType.has(type) || others.has(type);
}

/** Every type that a trigger may have, sorted. */
export function scalerTypes(): readonly string[] {
  return [...byType.keys(), ...others].sort();
}
