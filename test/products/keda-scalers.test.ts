import { scalers, scalerTypes } from '../../lib/products/keda-scalers/scalers';
import { writeMetadata, type Trigger } from '../../lib/products/keda-scalers/trigger';
import { triggerProblems, type TriggerContext } from '../../lib/products/keda-scalers/trigger-problems';

type Case = readonly [
  why: string,
  trigger: { type: string; metadata: object; metricType?: string; useCachedMetrics?: boolean },
  message: string,
  context?: TriggerContext,
];

const cases = (list: readonly Case[]) => list.map((each) => [each[0], each] as const);

function problems(trigger: Case[1], context: TriggerContext = { version: '2.20' }): readonly string[] {
  const written = { ...trigger, metadata: writeMetadata({ ...trigger.metadata }) };
  return [...triggerProblems(written, context)].map(({ path, message }) => `${path}: ${message}`);
}

const cron = { timezone: 'Europe/Berlin', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 3 };
const kafka = { bootstrapServers: 'kafka.events:9092', consumerGroup: 'mail' };
const rabbit = { queueName: 'mail', host: 'http://rabbit.mq:15672' };
const temporal = { endpoint: 'temporal:7233', taskQueue: 'mail' };

/** One of each type that KEDA accepts, as users write it. */
const accepted: readonly Trigger[] = [
  { type: 'cpu', metadata: { value: 70 } },
  { type: 'memory', metadata: { value: '500Mi' }, metricType: 'AverageValue' },
  { type: 'cron', metadata: cron },
  { type: 'kubernetes-workload', metadata: { podSelector: 'app=web', value: 1 } },
  { type: 'metrics-api', metadata: { url: 'http://api/jobs', valueLocation: 'waiting', targetValue: 5 } },
  { type: 'external', metadata: { scalerAddress: 'scaler.shop:9090', anything: 'else' } },
  { type: 'external-push', metadata: { scalerAddress: 'scaler.shop:9090' } },
  { type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query: 'up', threshold: 1.5 } },
  { type: 'postgresql', metadata: { query: 'select 1', targetQueryValue: 1, connectionFromEnv: 'DATABASE' } },
  {
    type: 'mysql',
    metadata: { query: 'select 1', queryValue: 1, host: 'db', port: '3306', username: 'a', dbName: 'b' },
  },
  { type: 'datadog', metadata: { query: 'avg:a{b}', queryValue: 7 } },
  {
    type: 'mongodb',
    metadata: { dbName: 'a', collection: 'b', query: '{}', queryValue: 1, connectionStringFromEnv: 'MONGO' },
  },
  { type: 'kafka', metadata: { ...kafka, lagThreshold: 50, allowIdleConsumers: false } },
  { type: 'rabbitmq', metadata: { ...rabbit, mode: 'MessageRate', value: 5 } },
  { type: 'redis', metadata: { address: 'redis:6379', listName: 'mail' } },
  { type: 'redis-streams', metadata: { hostFromEnv: 'HOST', portFromEnv: 'PORT', stream: 'mail', consumerGroup: 'a' } },
  {
    type: 'nats-jetstream',
    metadata: { natsServerMonitoringEndpoint: 'nats:8222', account: '$G', stream: 'mail', consumer: 'a' },
  },
  { type: 'aws-sqs-queue', metadata: { queueURL: 'https://sqs/mail', awsRegion: 'eu-west-1' } },
  {
    type: 'aws-cloudwatch',
    metadata: { expression: 'SELECT 1', targetMetricValue: 2, minMetricValue: 0, awsRegion: 'eu-west-1' },
  },
  { type: 'aws-kinesis-stream', metadata: { streamName: 'mail', awsRegion: 'eu-west-1' } },
  { type: 'azure-servicebus', metadata: { topicName: 'a', subscriptionName: 'b', namespace: 'c' } },
  { type: 'azure-queue', metadata: { queueName: 'mail', accountName: 'a' } },
  { type: 'temporal', metadata: temporal },
  { type: 'github-runner', metadata: { owner: 'a', runnerScope: 'org' } },
  { type: 'azure-blob', metadata: { blobContainerName: 'a', blobCount: 5 } },
];

describe('a trigger that KEDA accepts', () => {
  test.each(accepted.map((trigger) => [trigger.type, trigger] as const))('has no problem: %s', (_, trigger) => {
    expect(problems(trigger, { version: '2.20', authentication: 'unknown' })).toEqual([]);
  });

  test('stands here for every scaler but the one that KEDA takes away', () => {
    const types = new Set<string>(accepted.map(({ type }) => type));
    expect(Object.keys(scalers).filter((type) => !types.has(type))).toEqual(['gcp-pubsub']);
    expect(scalerTypes()).toHaveLength(79);
  });
});

describe('a trigger that KEDA refuses', () => {
  test.each<readonly [why: string, of: Case]>(
    cases([
      [
        'a type that there is none of',
        { type: 'kafak', metadata: {} },
        'type: Not found: "kafak": KEDA has no such scaler: did you mean "kafka"?',
      ],
      [
        'what must be there',
        { type: 'prometheus', metadata: { serverAddress: 'http://a', query: 'up' } },
        'metadata.threshold: Required value',
      ],
      [
        'what no variable gives',
        { type: 'kafka', metadata: { consumerGroup: 'a' } },
        'metadata.bootstrapServers: Required value',
      ],
      [
        'a word for a number',
        { type: 'kafka', metadata: { ...kafka, lagThreshold: 'many' } },
        'metadata.lagThreshold: Invalid value: "many": must be a whole number',
      ],
      [
        'a value that there is none of',
        { type: 'kafka', metadata: { ...kafka, offsetResetPolicy: 'last' } },
        'metadata.offsetResetPolicy: Invalid value: "last": must be one of latest, earliest',
      ],
      [
        'two that exclude each other',
        { type: 'kafka', metadata: { ...kafka, topic: 'a', allowIdleConsumers: true, limitToPartitionsWithLag: true } },
        'metadata.limitToPartitionsWithLag: Forbidden: allowIdleConsumers is true as well',
      ],
      [
        'one that needs another',
        { type: 'kafka', metadata: { ...kafka, limitToPartitionsWithLag: true } },
        'metadata.topic: Required value: limitToPartitionsWithLag needs it',
      ],
      [
        'a set that is begun',
        { type: 'mysql', metadata: { query: 'a', queryValue: 1, host: 'db', port: '3306', username: 'a' } },
        'metadata.dbName: Required value: one of: connectionString; or host, port, username, dbName',
      ],
      [
        'two of one kind',
        {
          type: 'azure-servicebus',
          metadata: { queueName: 'a', topicName: 'b', subscriptionName: 'c', namespace: 'd' },
        },
        'metadata.topicName: Forbidden: queueName is given as well: KEDA takes one of them',
      ],
      [
        'what AMQP cannot answer',
        { type: 'rabbitmq', metadata: { queueName: 'a', host: 'amqp://rabbit:5672', mode: 'MessageRate', value: 5 } },
        'metadata.mode: Invalid value: "MessageRate": AMQP cannot answer it',
      ],
      [
        'a mode without its value',
        { type: 'rabbitmq', metadata: { ...rabbit, mode: 'QueueLength' } },
        'metadata.value: Required value: mode needs it',
      ],
      [
        'a password in a URL',
        { type: 'rabbitmq', metadata: { queueName: 'a', host: 'amqp://me:pass@rabbit:5672' } },
        'metadata.host: Forbidden: it has a password in it, and everybody who reads the object gets it',
      ],
      [
        'a secret',
        { type: 'redis', metadata: { address: 'a:1', listName: 'a', password: 'x' } },
        'metadata.password: Forbidden: it is a secret, and everybody who reads the object gets it',
      ],
      [
        'a secret that KEDA would not even read',
        { type: 'postgresql', metadata: { query: 'a', targetQueryValue: 1, connectionFromEnv: 'A', password: 'x' } },
        'metadata.password: Forbidden: KEDA reads it from a TriggerAuthentication alone',
      ],
      [
        'a time that ends when it begins',
        { type: 'cron', metadata: { ...cron, end: cron.start } },
        'metadata.end: Invalid value: "0 8 * * *": start is the same time',
      ],
      [
        'no replicas',
        { type: 'cron', metadata: { ...cron, desiredReplicas: 0 } },
        'metadata.desiredReplicas: Invalid value: "0": must be at least 1',
      ],
      [
        'a name for a time',
        { type: 'cron', metadata: { ...cron, start: '@daily' } },
        'metadata.start: Invalid value: "@daily": must be five fields: minute, hour, day, month, weekday',
      ],
      [
        'a quantity for a percentage',
        { type: 'cpu', metadata: { value: '500m' } },
        'metadata.value: Invalid value: "500m": must be a whole percentage of the request',
      ],
      [
        'a percentage of what is no resource',
        { type: 'cron', metadata: cron, metricType: 'Utilization' },
        'metricType: Unsupported value: "Utilization": supported values of cron: "AverageValue", "Value"',
      ],
      [
        'what has nothing to cache',
        { type: 'cron', metadata: cron, useCachedMetrics: true },
        'useCachedMetrics: Forbidden: cron has nothing to cache',
      ],
      [
        'a mistyped field',
        { type: 'kafka', metadata: { ...kafka, lagTreshold: 5 } },
        'metadata.lagTreshold: unknown field: kafka does not read it; did you mean "lagThreshold"?',
      ],
      [
        'a variable for what has none',
        {
          type: 'prometheus',
          metadata: { serverAddressFromEnv: 'A', serverAddress: 'http://a', query: 'up', threshold: 1 },
        },
        'metadata.serverAddressFromEnv: unknown field: prometheus does not read it;',
      ],
    ]),
  )('because of %s', (_, [, trigger, message, context]) => {
    const found = problems(trigger, context);
    expect(found.map((each) => each.slice(0, message.length))).toContain(message);
  });
});

describe('what KEDA takes away', () => {
  test.each<readonly [why: string, of: Case]>(
    cases([
      [
        'the type of cpu',
        { type: 'cpu', metadata: { value: 70, type: 'Utilization' } },
        'metadata.type: Forbidden: KEDA has removed it in 2.18',
      ],
      [
        'the size of a subscription, in time',
        { type: 'gcp-pubsub', metadata: { subscriptionName: 'a', subscriptionSize: 5 } },
        'metadata.subscriptionSize: is deprecated since KEDA 2.18',
        { version: '2.19' },
      ],
      [
        'the size of a subscription',
        { type: 'gcp-pubsub', metadata: { subscriptionName: 'a', subscriptionSize: 5 } },
        'metadata.subscriptionSize: Forbidden: KEDA has removed it in 2.20',
        { version: '2.20' },
      ],
      [
        'a scaler',
        { type: 'gcp-pubsub', metadata: { subscriptionName: 'a' } },
        'type: "gcp-pubsub" is deprecated since KEDA 2.18',
        { version: '2.20' },
      ],
      [
        'builds of Temporal, in time',
        { type: 'temporal', metadata: { ...temporal, buildId: 'a' } },
        'metadata.buildId: is deprecated since KEDA 2.20',
        { version: '2.20' },
      ],
      [
        'builds of Temporal',
        { type: 'temporal', metadata: { ...temporal, buildId: 'a' } },
        'metadata.buildId: Forbidden: KEDA has removed it in 2.21',
        { version: '2.21' },
      ],
      [
        'lengths of RabbitMQ',
        { type: 'rabbitmq', metadata: { ...rabbit, queueLength: 5 } },
        'metadata.queueLength: Forbidden: KEDA has removed it in',
      ],
    ]),
  )('is said with its version: %s', (_, [, trigger, message, context]) => {
    const found = problems(trigger, context);
    expect(found.map((each) => each.slice(0, message.length))).toContain(message);
  });

  test('and what it does not have yet', () => {
    expect(problems({ type: 'temporal', metadata: temporal }, { version: '2.16' })).toEqual([
      'type: Unsupported value: "temporal": KEDA 2.16 has no such scaler, 2.17 is the first',
    ]);
    expect(
      problems(
        { type: 'kubernetes-workload', metadata: { podSelector: 'a', value: 1, groupByNode: true } },
        { version: '2.19' },
      ),
    ).toEqual(['metadata.groupByNode: Forbidden: KEDA 2.19 does not read it, 2.20 is the first that does']);
  });

  test('is not said of a KEDA whose version nobody knows', () => {
    expect(problems({ type: 'temporal', metadata: { ...temporal, buildId: 'a' } }, {})).toEqual([]);
  });
});

describe('what a TriggerAuthentication gives', () => {
  const sql = { type: 'postgresql', metadata: { query: 'select 1', targetQueryValue: 1 } };

  test('need not stand in the metadata, as far as it is known', () => {
    expect(problems(sql, { authentication: new Set(['connection']) })).toEqual([]);
    expect(problems(sql, { authentication: 'unknown' })).toEqual([]);
    expect(problems(sql, { authentication: new Set(['password']) })).toHaveLength(1);
    expect(problems(sql)).toHaveLength(1);
  });
});

test('wrong metadata does not compile', () => {
  const wrong: readonly Trigger[] = [
    // @ts-expect-error the threshold is missing
    { type: 'prometheus', metadata: { serverAddress: 'http://a', query: 'up' } },
    // @ts-expect-error a field of another scaler
    { type: 'kafka', metadata: { consumerGroup: 'a', listLength: 5 } },
    // @ts-expect-error KEDA has removed it
    { type: 'cpu', metadata: { value: 70, type: 'Utilization' } },
    // @ts-expect-error a secret is never part of the metadata
    { type: 'postgresql', metadata: { query: 'a', targetQueryValue: 1, password: 'x' } },
    // @ts-expect-error a text is no number
    { type: 'kafka', metadata: { consumerGroup: 'a', lagThreshold: '5' } },
    // @ts-expect-error there is no such scaler
    { type: 'kafak', metadata: {} },
  ];
  expect(wrong.filter((trigger) => problems(trigger).length > 0)).toHaveLength(6);
});
