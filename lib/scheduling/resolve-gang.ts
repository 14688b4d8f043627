import type { ClusterFacts } from '../fleet/cluster-facts';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { ClusterModel } from '../model/cluster-model';
import type { WorkloadModel } from '../model/workload-model';
import type { GangModel } from './gang';
import type { PlacementClaims } from './placement-claims';
import { groupOfWorkload } from './pod-group';

/** A gang that was declared. */
export interface AskedGang {
  readonly workload: WorkloadModel;
  readonly minimum: number;
  /** The queue that the workload waits in; left out where it waits in none. */
  readonly queue?: string;
}

/** Puts the pods of a workload into a gang, by what the cluster has for that. */
export function resolveGang(asked: AskedGang, model: ClusterModel, claims: PlacementClaims): readonly GangModel[] {
  const { gangScheduling, queueing, kubernetesVersion } = model.cluster;
  const { workload, minimum } = asked;
  const { kind } = workload.controller;
  if (gangScheduling === undefined && queueing?.product === 'kueue' && queueing.waitForPodsReady === true) {
    refuseKueueGang(asked, claims);
    return [];
  }
  if (gangScheduling === undefined) {
    claims.refuse(
      'gang',
      'schedulerName',
      `Forbidden: ${nothingStarts(model.cluster, kind)}`,
      whatCould(model.cluster),
    );
    return [];
  }
  if (kind === 'CronJob' || kind === 'ScaledJob') {
    claims.refuse(
      'gang',
      'schedulerName',
      `Forbidden: the runs of a ${kind} would share one PodGroup`,
      'let the program that they run make a Job with a PodGroup of its own, or leave it out',
    );
    return [];
  }
  const { name } = workload;
  if (gangScheduling.product === 'coscheduling') {
    claims.claim('gang', 'schedulerName', gangScheduling.schedulerName ?? 'scheduler-plugins-scheduler');
    model.contributions.add(workload.controller, 'pods', workload.origin, {
      labels: { 'scheduling.x-k8s.io/pod-group': name },
    });
    return [{ workload, minimum, api: 'scheduling.x-k8s.io/v1alpha1' }];
  }
  if (!isAtLeast(kubernetesVersion, '1.36')) {
    claims.claim('gang', 'workloadRef', { name, podGroup: groupOfWorkload });
    return [{ workload, minimum, api: 'scheduling.k8s.io/v1alpha1' }];
  }
  claims.claim('gang', 'schedulingGroup', { podGroupName: name });
  const api = isAtLeast(kubernetesVersion, '1.37') ? 'scheduling.k8s.io/v1beta1' : 'scheduling.k8s.io/v1alpha2';
  return [{ workload, minimum, api }];
}

/** Kueue starts all pods of a Job in a queue, or none: more than the fewest that must be there. */
function refuseKueueGang({ workload, queue }: AskedGang, claims: PlacementClaims): void {
  const { kind } = workload.controller;
  if (kind !== 'Job') {
    claims.refuse(
      'gang',
      'schedulerName',
      `Forbidden: Kueue starts the pods of a Job together, and those of a ${kind} one by one`,
      "say what else the cluster has: gangScheduling: { product: 'coscheduling' }, or leave it out there",
    );
  } else if (queue === undefined) {
    claims.refuse(
      'gang',
      'schedulerName',
      'Forbidden: Kueue holds back what is in one of its queues alone',
      'say which: placement.queue',
    );
  }
}

function nothingStarts({ name, queueing }: ClusterFacts, kind: string): string {
  return queueing?.product === 'kueue'
    ? `Kueue counts quota in cluster ${name}, not whether the pods of a ${kind} find nodes`
    : `nothing in cluster ${name} starts the pods of a ${kind} together`;
}

function whatCould({ kubernetesVersion, queueing }: ClusterFacts): string {
  return [
    ...(queueing?.product === 'kueue' ? ['waitForPodsReady: true beside queueing, where Kueue is configured so'] : []),
    "gangScheduling: { product: 'coscheduling' }",
    ...(isAtLeast(kubernetesVersion, '1.35')
      ? ["gangScheduling: { product: 'kubernetes' }, with its feature gate"]
      : []),
    ...(queueing === undefined ? ["queueing: { product: 'volcano', version }"] : []),
  ]
    .join(', or ')
    .replace(/^/, 'install what could, and say so in new Cluster: ')
    .concat('; or leave it out there');
}
