import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import { packageRoot } from './package-root';
import { readShippedFacts } from './read-facts';
import type { SchemaFacts } from './schema-facts';

const loaded = new Map<KubernetesVersion, SchemaFacts | undefined>();

/** What an API server of a Kubernetes version serves by itself; undefined where this installation lacks the file. */
export function shippedFacts(version: KubernetesVersion): SchemaFacts | undefined {
  if (!loaded.has(version)) {
    const file = join(packageRoot(), 'schemas', `kubernetes-${version}.json.gz`);
    loaded.set(version, existsSync(file) ? readShippedFacts(file) : undefined);
  }
  return loaded.get(version);
}
