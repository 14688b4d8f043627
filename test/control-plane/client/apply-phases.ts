import { apiGroup } from '../../../lib/manifest/objects/api-version';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { TestCluster } from './test-cluster';
import type { TreeObject } from '../trees/tree';

/** What is applied together; everything of a phase is there before the next begins, as GitOps engines have it. */
export const phases = ['namespaces', 'definitions', 'cluster-scoped', 'limits', 'namespaced', 'pods'] as const;
export type Phase = (typeof phases)[number];

/**
 * When an object is applied. Bare Pods come last, since classes, limits and quotas decide whether they are admitted.
 * To be asked once the definitions are there: without them, the scope of a custom resource is not known.
 */
export async function phaseOf(cluster: TestCluster, { manifest }: TreeObject): Promise<Phase> {
  if (isNamespace(manifest)) return 'namespaces';
  if (isDefinition(manifest)) return 'definitions';
  const resource = await cluster.resources.find(manifest.apiVersion, manifest.kind);
  if (resource?.namespaced === false) return 'cluster-scoped';
  if (manifest.apiVersion !== 'v1') return 'namespaced';
  if (manifest.kind === 'LimitRange' || manifest.kind === 'ResourceQuota') return 'limits';
  return manifest.kind === 'Pod' ? 'pods' : 'namespaced';
}

export function isNamespace({ apiVersion, kind }: Manifest): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

export function isDefinition({ apiVersion, kind }: Manifest): boolean {
  return apiGroup(apiVersion) === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition';
}
