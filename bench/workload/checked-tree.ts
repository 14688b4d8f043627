import { Cluster, Environment, type LocatedManifest, type Manifest } from '../../lib';
import { plainObjects } from './plain-objects';
import { unitClusters } from './unit';

const objectsPerUnit = 8;

/** About so many objects of one production cluster, in one namespace for each team of the workload. */
export function checkedTree(objects: number): { readonly cluster: Cluster; readonly manifests: LocatedManifest[] } {
  const cluster = new Cluster('prod-euw1', {
    environment: new Environment('prod', { tier: 'production' }),
    kubernetesVersion: '1.36',
  });
  const manifests: LocatedManifest[] = [];
  const namespaces = new Set<string>();
  for (const { name, units } of unitClusters(Math.ceil(objects / objectsPerUnit), '1')) {
    for (const unit of units()) {
      const namespace = `${name}-${unit.namespace}`;
      if (!namespaces.has(namespace)) manifests.push(located(namespaceObject(namespace)));
      namespaces.add(namespace);
      manifests.push(...plainObjects({ ...unit, namespace }).map(located));
    }
  }
  return { cluster, manifests };
}

function located(manifest: Manifest): LocatedManifest {
  const { namespace = '_cluster', name = '' } = manifest.metadata;
  return { manifest, file: `${namespace}/${manifest.kind}.${name}.yaml` };
}

function namespaceObject(name: string): Manifest {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
