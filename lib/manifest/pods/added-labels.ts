import { Field } from '../objects/field';
import type { AddedLabels } from '../../products/controllers/added-labels';
import { controllers } from '../../products/controllers/controllers';
import { completionIndex } from '../../products/controllers/job-labels';

/** Labels that something may put on a pod of any kind when it is created: the proxies of meshes, the zone of the node. */
export const labelsOfAnyPod: readonly string[] = controllers
  .flatMap(({ labelsOnAnyPod = [] }) => labelsOnAnyPod)
  .sort();

/** The labels that a controller adds, whatever their values. */
export function keysOf({ known = {}, unknown = [], perReplica }: AddedLabels): readonly string[] {
  const own = perReplica === undefined ? [] : Object.keys(perReplica.labelsOf(perReplica.first));
  return [...Object.keys(known), ...unknown, ...own];
}

/** Every label that a controller of workloads, or an admission webhook, may put on a pod. */
export const controllerLabels: ReadonlySet<string> = new Set([
  ...labelsOfAnyPod,
  ...controllers
    .flatMap(({ workloads = [] }) => workloads)
    .flatMap(({ added }) => (added === undefined ? [] : keysOf(added(Field.at('', {}))))),
  completionIndex,
]);
