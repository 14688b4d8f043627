import type { ClusterModel } from '../model/cluster-model';
import type { WorkloadModel } from '../model/workload-model';

export interface MeshRefusal {
  /** What was declared: `traffic.mirror`. */
  readonly intent: string;
  readonly workload: WorkloadModel;
  /** The backend that cannot express it; left out where the cluster runs no mesh. */
  readonly backend?: string;
  /** Why the backend cannot express it. */
  readonly reason: string;
  /** What could be done instead. */
  readonly alternative: string;
  readonly origin: string;
  /** `warn` leaves it out and says so. Never for a security intent. */
  readonly onUnsupported: 'error' | 'warn';
}

/** Reports an intent that a backend cannot express: nothing is lost silently. */
export function refuse(
  model: ClusterModel,
  { intent, workload, backend, reason, alternative, origin, onUnsupported }: MeshRefusal,
): void {
  model.report({
    id: 'unsupported-mesh-intent',
    severity: onUnsupported === 'error' ? 'error' : 'warning',
    object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
    path: intent,
    message: cannotExpress(model, backend, reason),
    fix: alternative,
    origin,
  });
}

/** What a finding says of an intent that cannot be expressed in a cluster. */
export function cannotExpress({ cluster }: ClusterModel, backend: string | undefined, reason: string): string {
  return backend === undefined
    ? `Forbidden: ${cluster.name} runs no mesh: ${reason}`
    : `Forbidden: ${backend} on ${cluster.name} cannot express it: ${reason}`;
}

export interface InstallationRequirement {
  /** What was declared and needs it: `mesh.tracing`. */
  readonly intent: string;
  readonly backend: string;
  /** What the installation must have. */
  readonly what: string;
  readonly fix: string;
  readonly origin: string;
}

/** Reports something that the installation of the mesh must have: a flag, a provider, a version of its definitions. */
export function requireInstallation(
  model: ClusterModel,
  { intent, backend, what, fix, origin }: InstallationRequirement,
): void {
  model.report({
    id: 'require-mesh-installation',
    severity: 'info',
    object: { apiVersion: 'v1', kind: 'Namespace', name: model.cluster.mesh?.rootNamespace ?? '' },
    path: intent,
    message: `Required value: ${backend} on ${model.cluster.name} needs ${what}`,
    fix,
    origin,
  });
}
