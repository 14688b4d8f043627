import type { ClusterModel } from '../model/cluster-model';
import type { PlacementOptions } from '../model/placement-options';
import type { WorkloadModel } from '../model/workload-model';
import type { GangModel } from './gang';
import type { PlacementClaims } from './placement-claims';
import { resolveGang } from './resolve-gang';

/** The label by which Kueue knows the queue of a workload. */
const queueLabel = 'kueue.x-k8s.io/queue-name';

/** Puts a workload into a queue, or its pods into a gang, by what the cluster has for that. */
export function resolveQueueing(
  { workload, options: { queue, gang } }: { readonly workload: WorkloadModel; readonly options: PlacementOptions },
  model: ClusterModel,
  claims: PlacementClaims,
): readonly GangModel[] {
  const rule = gang === undefined ? 'queue' : 'gang';
  if (queue === undefined && gang === undefined) return [];
  const { queueing } = model.cluster;
  const { kind, namespace } = workload.controller;
  if (kind === 'DaemonSet') {
    claims.refuse(
      rule,
      'schedulerName',
      'Forbidden: a DaemonSet has one pod a node, which no queue lets start',
      'leave it out',
    );
    return [];
  }
  if (queueing?.product === 'volcano') return podGroupOf(workload, queue, gang, model, claims);
  if (queue !== undefined && queueing?.product === 'kueue') {
    if (kind === 'CronJob') claims.claimAt('queue', 'spec.jobTemplate.metadata.labels', { [queueLabel]: queue });
    else model.contributions.add(workload.controller, 'object', workload.origin, { labels: { [queueLabel]: queue } });
    // Its webhook suspends each Job that is made. A value in the manifest would be set again at every apply.
    if (kind === 'Job') claims.leave('queue', 'spec.suspend', `LocalQueue ${namespace}/${queue}`);
  } else if (queue !== undefined) {
    claims.refuse(
      'queue',
      'schedulerName',
      `Not found: "${queue}": cluster ${model.cluster.name} has no queueing`,
      "say which product queues workloads: new Cluster(name, { queueing: { product: 'kueue', version } }), or leave it out there",
    );
  }
  if (gang === undefined) return [];
  const { minimum } = gang;
  return resolveGang({ workload, minimum, ...(queue === undefined ? {} : { queue }) }, model, claims);
}

function podGroupOf(
  workload: WorkloadModel,
  queue: string | undefined,
  gang: PlacementOptions['gang'],
  model: ClusterModel,
  claims: PlacementClaims,
): readonly GangModel[] {
  if (workload.controller.kind === 'CronJob') {
    claims.refuse(
      gang === undefined ? 'queue' : 'gang',
      'schedulerName',
      'Forbidden: the runs of a CronJob would share one PodGroup of Volcano',
      'use a Job of batch.volcano.sh for each run, or leave it out',
    );
    return [];
  }
  claims.claim(gang === undefined ? 'queue' : 'gang', 'schedulerName', 'volcano');
  const annotations = { 'scheduling.k8s.io/group-name': workload.name };
  model.contributions.add(workload.controller, 'pods', workload.origin, { annotations });
  const api = 'scheduling.volcano.sh/v1beta1';
  return [{ workload, minimum: gang?.minimum ?? 1, api, ...(queue === undefined ? {} : { queue }) }];
}
