import type { Change } from '../difference/change';
import { isWithin } from '../immutable/refused-changes';
import type { ChangedObject } from '../plan-context';

/** What is said of an object that is written in another version of its API. */
export function versionReasons({ before, after }: ChangedObject): readonly string[] {
  const [from, to] = [before.manifest.apiVersion, after.manifest.apiVersion];
  return from === to ? [] : [`apiVersion ${from} became ${to}: the same object, written in another version`];
}

/** Why something that is written otherwise means the same. */
export function noChangeReasons(all: readonly Change[]): readonly string[] {
  if (all.length === 0) return ['written otherwise: the API server keeps the same values'];
  return all
    .filter(({ order }) => order !== undefined)
    .map(({ path }) => `only the order of ${path} changes, which means nothing there`);
}

/** What a change of labels and annotations does beside changing them. */
export function metadataReasons(kind: string, changes: readonly Change[]): readonly string[] {
  if (kind !== '/Namespace') return [];
  const touches = (word: RegExp): boolean => changes.some(({ path }) => word.test(path));
  return [
    ...(touches(/pod-security\.kubernetes\.io\/enforce/)
      ? ['new pods are admitted by another Pod Security level; pods that run stay']
      : []),
    ...(touches(/istio-injection|istio\.io\/|linkerd\.io\/inject|consul\.hashicorp\.com/)
      ? ['pods join or leave the mesh when they are made anew']
      : []),
  ];
}

/** What changes of numbers and switches of a workload come to. */
export function scaleReasons(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ path, from, to }) => {
    if (path === 'spec.suspend') return [to === true ? 'suspended: nothing new starts' : 'resumed'];
    if (path === 'spec.paused')
      return [to === true ? 'paused: later changes wait' : 'resumed: changes that waited begin'];
    if (path !== 'spec.replicas' || typeof from !== 'number' || typeof to !== 'number') return [];
    const pods = Math.abs(to - from);
    return [`${pods} ${to > from ? 'more' : 'fewer'} ${pods === 1 ? 'pod' : 'pods'}`];
  });
}

/** What becomes of a new template where no controller replaces pods for it. */
export function patientReasons(kind: string, changes: readonly Change[]): readonly string[] {
  const known = patientKinds[kind];
  return known !== undefined && changes.some(({ path }) => isWithin(path, known.template)) ? [known.reason] : [];
}

const staysOld = 'pods that run keep the old template; only new pods have the new one';
const patientKinds: Readonly<Record<string, { readonly template: string; readonly reason: string }>> = {
  '/PodTemplate': { template: 'template', reason: 'no controller makes pods of it by itself' },
  '/Pod': { template: 'spec', reason: 'containers whose image changes are restarted in place' },
  '/ReplicationController': { template: 'spec.template', reason: staysOld },
  'apps/ReplicaSet': { template: 'spec.template', reason: staysOld },
  'batch/CronJob': {
    template: 'spec.jobTemplate',
    reason: 'jobs that run stay as they are; the next one has the new template',
  },
};
