import type { ClusterModel } from '../model/cluster-model';
import {
  meshPolicies,
  meshSettings,
  type MeshPolicyIntent,
  type MeshSettings,
  type MeshSettingsIntent,
} from '../model/mesh-policy';
import { cannotExpress, refuse } from './refuse';
import { refuseUnheldEgress } from './refuse-unheld-egress';

/**
 * Reports what was asked of a mesh where none runs. What asks for less than a mesh does by itself, such as a port that takes
 * unencrypted requests, holds there.
 *
 * @param backend what acts on requests instead, for messages; nothing where no Gateway API routes between workloads
 */
export function refuseWithoutMesh(model: ClusterModel, backend: string | undefined): void {
  for (const intent of meshPolicies.in(model)) {
    refuseEncryption(model, intent, backend);
    reportProxy(model, intent);
  }
  for (const intent of meshSettings.in(model)) refuseSettings(model, intent, backend);
  refuseUnheldEgress(model, backend);
}

function refuseEncryption(
  model: ClusterModel,
  { workload, policy, origin }: MeshPolicyIntent,
  backend: string | undefined,
): void {
  if (policy.mutualTls !== 'strict') return;
  refuse(model, {
    intent: 'mesh.mutualTls',
    workload,
    ...(backend === undefined ? {} : { backend }),
    reason: 'nothing encrypts what pods say to each other, or tells who they are',
    alternative: "run a mesh in the cluster, or leave mutualTls: 'strict' out there",
    origin,
    onUnsupported: 'error',
  });
}

/** Without a proxy there is nothing that could get the wrong resources: worth saying, and no more. */
function reportProxy(model: ClusterModel, { workload, policy, origin }: MeshPolicyIntent): void {
  const { namespace, name } = workload;
  for (const field of ['proxyResources', 'drain'] as const) {
    if (policy[field] === undefined) continue;
    model.report({
      id: 'unsupported-mesh-intent',
      severity: 'info',
      object: { apiVersion: 'v1', kind: 'Service', namespace, name },
      path: `mesh.${field}`,
      message: `no pod of ${model.cluster.name} has a proxy that it could be about`,
      fix: 'nothing: it holds where a mesh runs',
      origin,
    });
  }
}

function refuseSettings(model: ClusterModel, intent: MeshSettingsIntent, backend: string | undefined): void {
  const { settings, namespace, onUnsupported, origin } = intent;
  const report = (field: keyof MeshSettings, severity: 'error' | 'warning', reason: string, fix: string): void =>
    model.report({
      id: 'unsupported-mesh-intent',
      severity,
      object: { apiVersion: 'v1', kind: 'Namespace', name: namespace },
      path: `mesh.${field}`,
      message: cannotExpress(model, backend, reason),
      fix,
      origin,
    });
  const waved = onUnsupported === 'warn' ? 'warning' : 'error';
  const elsewhere = 'run a mesh in the cluster, or configure it where one runs: if (Cluster.of(this).mesh) …';
  if (settings.mutualTls === 'strict')
    report('mutualTls', 'error', 'nothing encrypts what pods say to each other', elsewhere);
  for (const field of ['accessLogs', 'tracing'] as const) {
    if (settings[field] !== undefined)
      report(field, waved, 'no proxy sees the requests between pods', `${elsewhere}, or say onUnsupported: 'warn'`);
  }
}
