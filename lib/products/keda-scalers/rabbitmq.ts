import { clientCertificate } from './client-certificate';
import { httpAuthentication } from './http-authentication';
import {
  elsewhere,
  flag,
  gone,
  integer,
  number,
  oneOf,
  optional,
  required,
  requiredAnywhere,
  text,
  timeout,
} from './metadata-field';
import { needs, type GivenMetadata, type RuleProblem, type Scaler } from './scaler';

/** Modes that only RabbitMQ's HTTP API can answer. */
const httpModes = ['MessageRate', 'DeliverGetRate', 'PublishedToDeliveredRatio', 'ExpectedQueueConsumptionTime'];

/** Messages of a queue of RabbitMQ. */
export const rabbitmq = {
  type: 'rabbitmq',
  fields: {
    /** The queue, or a regular expression with `useRegex`. */
    queueName: required(text),
    /** What is measured. Given together with `value`. @default 'QueueLength' */
    mode: optional(
      oneOf(
        'QueueLength',
        'MessageRate',
        'DeliverGetRate',
        'PublishedToDeliveredRatio',
        'ExpectedQueueConsumptionTime',
      ),
    ),
    /** Value for each replica. Given together with `mode`. @default 20 */
    value: optional(number),
    /** Value above which it comes back from zero. @default 0 */
    activationValue: optional(number),
    /** Where RabbitMQ is found: `amqp://host:5672/vhost` or `http://host:15672`. KEDA connects to it. Never with a password. */
    host: requiredAnywhere(text, { env: true, authentication: true, address: 'url' }),
    /** What is spoken there. @default 'auto', by the scheme of `host` */
    protocol: optional(oneOf('auto', 'amqp', 'http'), { authentication: true }),
    /** The virtual host. @default that of `host` */
    vhostName: optional(text, { authentication: true }),
    /** Whether `queueName` is a regular expression. Over HTTP alone. @default false */
    useRegex: optional(flag),
    /** How the numbers of several queues become one. @default 'sum' */
    operation: optional(oneOf('sum', 'max', 'avg')),
    /** Whether messages that nobody has acknowledged yet are left out. Over HTTP alone. @default false */
    excludeUnacknowledged: optional(flag),
    /** Queues in a page of an answer. @default 100 */
    pageSize: optional(integer),
    /** How long an answer may take. Over HTTP alone. @default KEDA's own */
    timeout: optional(timeout),
    /** Whether any certificate of the server is accepted. @default false */
    unsafeSsl: optional(flag),
    queueLength: gone('2.9', "mode: 'QueueLength' and value"),
    ...httpAuthentication,
    ...clientCertificate,
    username: elsewhere({ env: true }),
    password: elsewhere({ env: true }),
    tls: elsewhere(),
    workloadIdentityResource: elsewhere(),
  },
  rules: [
    needs('mode', 'value'),
    needs('value', 'mode'),
    ...['useRegex', 'excludeUnacknowledged', 'timeout', 'mode'].map(overHttpOnly),
  ],
} satisfies Scaler;

/** A field that AMQP cannot serve, where it is known that AMQP is spoken. */
function overHttpOnly(field: string) {
  return (given: GivenMetadata): RuleProblem | undefined => {
    const value = given.value(field);
    const asks =
      field === 'mode' ? httpModes.includes(value ?? '') : field === 'timeout' ? value !== undefined : value === 'true';
    if (!asks || protocolOf(given) !== 'amqp') return undefined;
    const fix = "use protocol: 'http' and the port of the HTTP API, 15672";
    return { field, message: `Invalid value: "${value}": AMQP cannot answer it`, fix };
  };
}

function protocolOf({ value }: GivenMetadata): string | undefined {
  const protocol = value('protocol') ?? 'auto';
  if (protocol !== 'auto') return protocol;
  return /^amqps?:/.test(value('host') ?? '') ? 'amqp' : undefined;
}
