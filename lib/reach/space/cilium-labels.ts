import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { SelectablePods } from './pod-index';
import type { Policy } from '../policies/policy';
import type { WorkloadNode } from './workload-node';

/** Label that Cilium puts on every endpoint, with the name of the pod's ServiceAccount. */
const serviceAccountLabel = 'io.cilium.k8s.policy.serviceaccount';

/** Label that Cilium puts on every endpoint, with the name that the cluster has in a cluster mesh. */
export const ciliumClusterLabel = 'io.cilium.k8s.policy.cluster';

/** Workloads as policies see them: with the labels that Cilium derives, where a policy of Cilium asks for one. */
export function selectablePods(
  workloads: readonly WorkloadNode[],
  policies: readonly Policy[],
): readonly SelectablePods[] {
  if (!policies.some(({ source }) => isOfCilium(source))) return workloads;
  return workloads.map((workload) => ({
    ...workload,
    labels: workload.labels.map((labels) => ({ ...labels, [serviceAccountLabel]: serviceAccountOf(workload) })),
  }));
}

function isOfCilium({ manifest: { apiVersion } }: LocatedManifest): boolean {
  return apiVersion.startsWith('cilium.io/');
}

function serviceAccountOf({ pods }: WorkloadNode): string {
  const { serviceAccountName, serviceAccount } = pods[0]?.spec ?? {};
  const name = serviceAccountName ?? serviceAccount;
  return typeof name === 'string' && name !== '' ? name : 'default';
}
