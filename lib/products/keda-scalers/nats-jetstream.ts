import { flag, integer, optional, required, requiredAnywhere, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** Messages of a stream of NATS that a consumer has not acknowledged yet. */
export const natsJetstream = {
  type: 'nats-jetstream',
  fields: {
    /** Where NATS is monitored: `nats.nats:8222`. KEDA connects to it. */
    natsServerMonitoringEndpoint: requiredAnywhere(text, { authentication: true, address: 'hosts' }),
    /** Name of the account: `$G` where there is none. */
    account: optional(text, { authentication: true }),
    /** The account by its identifier, instead of `account`. */
    accountID: optional(text, { authentication: true, since: '2.17' }),
    /** The stream. */
    stream: required(text),
    /** The consumer whose lag counts. */
    consumer: required(text),
    /** Lag for each replica. @default 10 */
    lagThreshold: optional(integer),
    /** Lag above which it comes back from zero. @default 0 */
    activationLagThreshold: optional(integer),
    /** Whether the endpoint is asked by HTTPS. @default false */
    useHttps: optional(flag),
  },
  rules: [eitherOf(['account'], ['accountID'])],
} satisfies Scaler;
