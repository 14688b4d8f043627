import { Duration } from 'cdk8s';
import { meshModeOf } from '../fleet/mesh-mode';
import type { ClusterModel } from '../model/cluster-model';
import { objectReference } from '../model/object-reference';
import type { WorkloadModel } from '../model/workload-model';

/**
 * Reports a proxy that is to drain for longer than its pod may take to end: the kubelet kills it with requests still
 * running. Nothing is said where pods have no proxy of their own.
 */
export function refuseLongDrain(model: ClusterModel, workload: WorkloadModel, drain: Duration | undefined): void {
  const { mesh } = model.cluster;
  if (drain === undefined || mesh === undefined || meshModeOf(mesh) === 'ambient') return;
  const { controller, terminationGracePeriod = Duration.seconds(30), origin } = workload;
  if (drain.toMilliseconds() <= terminationGracePeriod.toMilliseconds()) return;
  const grace = terminationGracePeriod.toSeconds({ integral: false });
  model.report({
    id: 'unsupported-mesh-drain',
    severity: 'error',
    object: objectReference(controller),
    path: 'mesh.drain',
    message: `Invalid value: "${drain.toSeconds({ integral: false })}s": must be less than or equal to terminationGracePeriod (${grace}s): the proxy would be killed while it still drains`,
    fix: 'make drain shorter, or give the pods more time: terminationGracePeriod',
    origin,
  });
}
