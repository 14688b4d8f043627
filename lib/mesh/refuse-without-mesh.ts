import type { ClusterModel } from '../model/cluster-model';
import { meshPolicies, meshSettings, type MeshSettingsIntent } from '../model/mesh-policy';
import { refuse } from './refuse';

/**
 * Reports what was asked of a mesh where none runs. What only its proxies would have needed, such as their resources, asks
 * for nothing there.
 *
 * @param backend what acts on requests instead, for messages
 */
export function refuseWithoutMesh(model: ClusterModel, backend: string): void {
  for (const { workload, policy, origin } of meshPolicies.in(model)) {
    if (policy.mutualTls !== 'strict') continue;
    refuse(model, {
      intent: 'mesh.mutualTls',
      workload,
      backend,
      reason: 'nothing encrypts what pods say to each other, or tells who they are',
      alternative: "run a mesh in the cluster, or leave mutualTls: 'strict' out there",
      origin,
      onUnsupported: 'error',
    });
  }
  for (const intent of meshSettings.in(model)) refuseSettings(model, intent, backend);
}

function refuseSettings(
  model: ClusterModel,
  { settings, namespace, origin }: MeshSettingsIntent,
  backend: string,
): void {
  const { mutualTls, egress, accessLogs, tracing } = settings;
  const report = (field: string, reason: string, fix: string): void =>
    model.report({
      id: 'unsupported-mesh-intent',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Namespace', name: namespace },
      path: `mesh.${field}`,
      message: `Forbidden: ${backend} on ${model.cluster.name} cannot express it: ${reason}`,
      fix,
      origin,
    });
  const elsewhere = 'run a mesh in the cluster, or configure it where one runs: if (Cluster.of(this).mesh) …';
  if (mutualTls === 'strict') report('mutualTls', 'nothing encrypts what pods say to each other', elsewhere);
  if (accessLogs !== undefined) report('accessLogs', 'no proxy sees the requests between pods', elsewhere);
  if (tracing !== undefined) report('tracing', 'no proxy sees the requests between pods', elsewhere);
  if (egress !== 'declared') return;
  for (const { name, isolated } of model.namespaces.values()) {
    // Network policies see to it that an isolated namespace talks to what is declared alone.
    if (!isolated)
      report(
        'egress',
        `network policies alone hold pods back, and namespace ${name} has none as it is not isolated`,
        `isolate namespace ${name} (isolated: true)`,
      );
  }
}
