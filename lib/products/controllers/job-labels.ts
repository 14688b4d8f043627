import type { Field } from '../../manifest/objects/field';
import type { AddedLabels } from './added-labels';
import { namePrefixOf } from './stateful-replicas';

/** Labels with the name of a Job. */
const names = ['batch.kubernetes.io/job-name', 'job-name'];

/** Labels with the identity of a Job. */
const identities = ['batch.kubernetes.io/controller-uid', 'controller-uid'];

/** Labels that the pods of a Job get whose name nobody knows before it runs. */
export const unknownJobLabels: readonly string[] = [...names, ...identities];

/** Labels that the pods of a Job get. */
export function jobLabels(job: Field): AddedLabels {
  const name = job.at('metadata', 'name').text;
  // Whoever sets manualSelector labels the pods, too.
  if (job.at('spec', 'manualSelector').boolean === true) return indexedReplicas(job, namePrefixOf(job));
  return {
    ...(name === undefined
      ? { unknown: unknownJobLabels }
      : { known: Object.fromEntries(names.map((key) => [key, name])), unknown: identities }),
    ...indexedReplicas(job, namePrefixOf(job)),
  };
}

/** Labels that the pods of the Jobs of a CronJob get. */
export function cronJobLabels(cronJob: Field): AddedLabels {
  return {
    unknown: unknownJobLabels,
    ...indexedReplicas(cronJob.at('spec', 'jobTemplate'), namePrefixOf(cronJob)),
  };
}

export const completionIndex = 'batch.kubernetes.io/job-completion-index';

/** The pods of an indexed Job; nothing for other Jobs. */
function indexedReplicas(job: Field, name: string): Pick<AddedLabels, 'perReplica'> {
  const spec = job.at('spec');
  if (spec.at('completionMode').text !== 'Indexed') return {};
  return {
    perReplica: {
      first: 0,
      count: spec.at('completions').number ?? 1,
      nameOf: (ordinal) => `${name}-${ordinal}`,
      labelsOf: (ordinal) => ({ [completionIndex]: String(ordinal) }),
    },
  };
}
