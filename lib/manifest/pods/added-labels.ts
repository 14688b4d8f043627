import { Field } from '../objects/field';
import type { Labels } from '../objects/label-selector';

/** Labels that a controller puts on the pods that it makes, over those of the template. */
export interface AddedLabels {
  /** Labels that every pod gets, with values that the manifest gives away. */
  readonly known?: Labels;
  /** Labels that every pod gets, with values that nobody knows before the pods run. */
  readonly unknown?: readonly string[];
  /** Labels with a value of its own for each replica. */
  readonly perReplica?: PerReplicaLabels;
}

/** Labels that tell the replicas of one object apart, by a number that each of them has. */
export interface PerReplicaLabels {
  /** Number of the first replica. */
  readonly first: number;
  /** How many replicas there are, as the object says by itself. */
  readonly count: number;
  /** Name of one pod. */
  readonly nameOf: (ordinal: number) => string;
  readonly labelsOf: (ordinal: number) => Labels;
}

const completionIndex = 'batch.kubernetes.io/job-completion-index';

/** Labels with the identity of a Job. */
export const jobIdentityLabels = ['batch.kubernetes.io/controller-uid', 'controller-uid'];

/** Labels with the name of a Job. */
export const jobNameLabels = ['batch.kubernetes.io/job-name', 'job-name'];

/**
 * What the controllers of Kubernetes, and Argo Rollouts, add, by `group/kind` of the object that holds the template.
 *
 * See https://kubernetes.io/docs/reference/labels-annotations-taints
 */
export const labelAdders: Readonly<Record<string, (owner: Field) => AddedLabels>> = {
  'apps/DaemonSet': () => ({ unknown: ['controller-revision-hash', 'pod-template-generation'] }),
  'apps/Deployment': () => ({ unknown: ['pod-template-hash'] }),
  'apps/StatefulSet': (owner) => ({ unknown: ['controller-revision-hash'], perReplica: statefulReplicas(owner) }),
  'argoproj.io/Rollout': () => ({ unknown: ['rollouts-pod-template-hash'] }),
  'batch/CronJob': (owner) => {
    const job = owner.at('spec', 'jobTemplate');
    return { unknown: [...jobNameLabels, ...jobIdentityLabels], ...indexedReplicas(job, nameOf(owner)) };
  },
  'batch/Job': (owner) => {
    const name = owner.at('metadata', 'name').text;
    // Whoever sets manualSelector labels the pods, too.
    if (owner.at('spec', 'manualSelector').boolean === true) return indexedReplicas(owner, nameOf(owner));
    return {
      ...(name === undefined
        ? { unknown: [...jobNameLabels, ...jobIdentityLabels] }
        : { known: Object.fromEntries(jobNameLabels.map((key) => [key, name])), unknown: jobIdentityLabels }),
      ...indexedReplicas(owner, nameOf(owner)),
    };
  },
};

/** Labels that something may put on a pod of any kind when it is created: the proxies of meshes, the zone of the node. */
export const labelsOfAnyPod: readonly string[] = [
  'consul.hashicorp.com/connect-inject-managed-by',
  'consul.hashicorp.com/connect-inject-status',
  'linkerd.io/control-plane-ns',
  'linkerd.io/proxy-cronjob',
  'linkerd.io/proxy-daemonset',
  'linkerd.io/proxy-deployment',
  'linkerd.io/proxy-job',
  'linkerd.io/proxy-replicaset',
  'linkerd.io/proxy-replicationcontroller',
  'linkerd.io/proxy-statefulset',
  'linkerd.io/workload-ns',
  'security.istio.io/tlsMode',
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/** The pods of a StatefulSet, by name and number. */
export function statefulReplicas(owner: Field): PerReplicaLabels {
  const name = nameOf(owner);
  return {
    first: owner.at('spec', 'ordinals', 'start').number ?? 0,
    count: owner.at('spec', 'replicas').number ?? 1,
    nameOf: (ordinal) => `${name}-${ordinal}`,
    labelsOf: (ordinal) => ({
      'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}`,
      'apps.kubernetes.io/pod-index': String(ordinal),
    }),
  };
}

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

function nameOf(owner: Field): string {
  return owner.at('metadata', 'name').text ?? owner.at('metadata', 'generateName').text ?? '';
}

/** Every label that a controller of Kubernetes, or an admission webhook, may put on a pod. */
export const controllerLabels: ReadonlySet<string> = new Set([
  ...labelsOfAnyPod,
  ...Object.values(labelAdders).flatMap((add) => keysOf(add(Field.at('', {})))),
  completionIndex,
]);

/** The labels that a controller adds, whatever their values. */
export function keysOf({ known = {}, unknown = [], perReplica }: AddedLabels): readonly string[] {
  const own = perReplica === undefined ? [] : Object.keys(perReplica.labelsOf(perReplica.first));
  return [...Object.keys(known), ...unknown, ...own];
}
