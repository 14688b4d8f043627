import type { Construct } from 'constructs';
import { ExternalSecret, type SecretReference } from '../../lib/secrets';

/** The Secret of a store, which External Secrets fetches from the vault of the platform, a value for each key. */
export function credentials(scope: Construct, name: string, keys: readonly string[]): SecretReference {
  const data = Object.fromEntries(keys.map((key) => [key, { key: `data-platform/${name}`, property: key }]));
  const store = { kind: 'ClusterSecretStore', name: 'platform' } as const;
  return new ExternalSecret(scope, `${name}-credentials`, { name, store, data }).secret;
}
