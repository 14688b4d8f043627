import { elsewhere, flag, optional, required, text } from './metadata-field';
import type { Scaler } from './scaler';

const fields = {
  /** Where the scaler listens: `host:port`. KEDA connects to it. Further fields go to it as they are. */
  scalerAddress: required(text, { address: 'hosts' }),
  /** Whether the scaler serves TLS. @default false */
  enableTLS: optional(flag),
  /** Whether any certificate of the scaler is accepted. @default false */
  unsafeSsl: optional(flag),
  caCert: elsewhere(),
  tlsClientCert: elsewhere(),
  tlsClientKey: elsewhere(),
};

/** A scaler of one's own, which KEDA asks by gRPC. */
export const external = { type: 'external', fields } satisfies Scaler;

/** A scaler of one's own that tells KEDA by itself when to come back from zero. */
export const externalPush = { type: 'external-push', fields } satisfies Scaler;
