import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import { emitPodGroup } from './pod-group';
import { resolvePlacements, type PlacementsModel } from './resolve-placements';

/** Turns placements into the fields of pods that the scheduler reads. */
export const schedulingCapability = listCapability({
  name: new CapabilityName<PlacementsModel>('scheduling'),
  feeds: ['workload'],
  resolve: resolvePlacements,
  *emit({ gangs }) {
    for (const gang of gangs) yield* located(emitPodGroup(gang), gang.workload);
  },
});
