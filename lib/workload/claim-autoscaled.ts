import { autoscalersTargeting } from '../manifest/pods/autoscalers';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import { ManifestSet } from '../manifest/objects/manifest-set';
import { rangeOfScaler } from '../manifest/pods/replica-range';
import type { ClusterModel } from '../model/cluster-model';
import type { WorkloadModel } from '../model/workload-model';

/**
 * Leaves the number of pods to the autoscaler that a user has made for a workload, of whatever kind: a number beside it
 * would be set again with every sync.
 */
export function claimAutoscaled(workload: WorkloadModel, model: ClusterModel): void {
  const scalers = autoscalersTargeting(objectsOf(model), workload.controller);
  for (const { object, direction } of scalers) {
    if (direction !== 'horizontal') continue;
    const { minimum, maximum } = rangeOfScaler(object);
    model.ownership.claim(workload.controller, 'spec.replicas', {
      by: 'scaleTargetRef',
      origin: object.origin ?? workload.origin,
      leftTo: formatIdentity(identityOf(object.manifest)),
      range: { min: minimum, max: maximum },
    });
  }
}

const sets = new WeakMap<ClusterModel, ManifestSet>();

function objectsOf(model: ClusterModel): ManifestSet {
  const known = sets.get(model) ?? new ManifestSet(model.objects);
  sets.set(model, known);
  return known;
}
