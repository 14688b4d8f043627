import type { Manifest } from '../../lib/manifest/objects/manifest';
import { Cluster, Environment } from '../../lib';
import type { Tree } from '../../lib/testing';

/** A tree that needs no rendering. */
export function treeOf(manifests: readonly Manifest[], cluster = 'test'): Tree {
  return {
    cluster: new Cluster(cluster, { environment: new Environment('dev'), kubernetesVersion: '1.36' }),
    manifests: manifests.map((manifest) => ({ manifest, origin: `boutique/${manifest.metadata.name ?? ''}` })),
  };
}

export function configMap(name: string, data: Readonly<Record<string, string>> = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'boutique' }, data };
}

export const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'boutique' } };

export const orphan: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace: 'boutique' },
  spec: { selector: { app: 'cart' }, ports: [{ port: 80 }] },
};

/** What a failing expectation says. */
export function failureOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the expectation passes');
}
