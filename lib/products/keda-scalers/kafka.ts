import { clientCertificate } from './client-certificate';
import { elsewhere, flag, integer, oneOf, optional, requiredAnywhere, text } from './metadata-field';
import { needs, notBothTrue, type Scaler } from './scaler';

const isTrue = (value: string): boolean => value === 'true';

/** Records of Kafka that a consumer group has not read yet. */
export const kafka = {
  type: 'kafka',
  fields: {
    /** Brokers, `host:port` with commas between them. KEDA connects to them. */
    bootstrapServers: requiredAnywhere(text, { env: true, address: 'hosts' }),
    /** The consumer group whose lag counts. */
    consumerGroup: requiredAnywhere(text, { env: true }),
    /** The topic whose lag counts. @default all topics that the group reads */
    topic: optional(text, { env: true }),
    /** The partitions that count: `1,2,10-12`. @default all of them */
    partitionLimitation: optional(text),
    /** Lag for each replica. @default 10 */
    lagThreshold: optional(integer),
    /** Lag above which it comes back from zero. @default 0 */
    activationLagThreshold: optional(integer),
    /** Where the group begins where it has no offset. @default 'latest' */
    offsetResetPolicy: optional(oneOf('latest', 'earliest')),
    /** Whether there may be more replicas than partitions. @default false */
    allowIdleConsumers: optional(flag),
    /** Whether lag that does not change is left out. @default false */
    excludePersistentLag: optional(flag),
    /** Whether an invalid offset counts as no lag. @default false */
    scaleToZeroOnInvalidOffset: optional(flag),
    /** Whether there are at most as many replicas as partitions with lag. @default false */
    limitToPartitionsWithLag: optional(flag),
    /** Whether each replica gets the same number of partitions. @default false */
    ensureEvenDistributionOfPartitions: optional(flag, { since: '2.18' }),
    /** Version of the brokers. @default '1.0.0' */
    version: optional(text),
    /** Whether KEDA and the brokers speak TLS. @default 'disable' */
    tls: optional(oneOf('enable', 'disable'), { authentication: true }),
    /** Whether any certificate of the brokers is accepted. @default false */
    unsafeSsl: optional(flag),
    /** How KEDA says who it is. @default 'none' */
    sasl: optional(oneOf('none', 'plaintext', 'scram_sha256', 'scram_sha512', 'oauthbearer', 'gssapi'), {
      authentication: true,
    }),
    /** Where the token of `oauthbearer` comes from. @default 'bearer' */
    saslTokenProvider: optional(oneOf('bearer', 'aws_msk_iam'), { authentication: true }),
    /** Region of the brokers, for `aws_msk_iam`. */
    awsRegion: optional(text),
    /** Whether metadata of all topics is fetched. @default true */
    fullMetadata: optional(flag, { since: '2.20' }),
    ...clientCertificate,
    username: elsewhere(),
    password: elsewhere(),
    scopes: elsewhere(),
    oauthTokenEndpointUri: elsewhere(),
    oauthExtensions: elsewhere(),
    keytab: elsewhere(),
    ccacheName: elsewhere(),
    realm: elsewhere(),
    kerberosConfig: elsewhere(),
    kerberosServiceName: elsewhere(),
    kerberosDisableFAST: elsewhere(),
  },
  rules: [
    notBothTrue('allowIdleConsumers', 'limitToPartitionsWithLag'),
    notBothTrue('limitToPartitionsWithLag', 'ensureEvenDistributionOfPartitions'),
    needs('limitToPartitionsWithLag', 'topic', isTrue),
    needs('ensureEvenDistributionOfPartitions', 'topic', isTrue),
    needs('fullMetadata', 'topic', (value) => value === 'false'),
    ({ value }) =>
      Number(value('lagThreshold') ?? '1') <= 0
        ? {
            field: 'lagThreshold',
            message: `Invalid value: "${value('lagThreshold')}": must be greater than 0`,
            fix: 'say the lag for each replica',
          }
        : undefined,
  ],
} satisfies Scaler;
