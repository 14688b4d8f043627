import { leavesFields } from '../fleet/git-ops-facts';
import type { ClusterModel } from '../model/cluster-model';
import { exposures } from '../model/exposure';
import { isSharedByRequests, rolloutIntents, type RolloutIntent } from '../model/rollout';
import { trafficIntents } from '../model/traffic';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import type { ListedMeshBackend, LoadedMeshBackend } from './backend';
import { refuse } from './refuse';
import { routedPorts, speaksHttp } from './routed-ports';

const byPods = "share by the number of pods: rollout: { …, sharedBy: 'pods' }";

/** Workloads of which a rollout shares the requests between two versions by the routes of the mesh. What cannot be shared so is reported. */
export function rolledWorkloads(
  model: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
  backend: (Pick<ListedMeshBackend, 'name'> & Pick<LoadedMeshBackend, 'leavesWeights'>) | undefined,
): ReadonlyMap<WorkloadModel, RolloutIntent> {
  const rolled = new Map<WorkloadModel, RolloutIntent>();
  for (const intent of rolloutIntents.in(model)) {
    if (!isSharedByRequests(intent.rollout)) continue;
    const { workload, origin } = intent;
    const obstacle = obstacleTo(intent, model, enrolled, backend?.leavesWeights === true);
    if (obstacle === undefined) {
      warnOfExposure(intent, model);
      rolled.set(workload, intent);
      continue;
    }
    refuse(model, {
      intent: 'rollout.sharedBy',
      workload,
      ...(backend === undefined ? {} : { backend: backend.name }),
      ...obstacle,
      origin,
      onUnsupported: 'error',
    });
  }
  return rolled;
}

interface Obstacle {
  readonly reason: string;
  readonly alternative: string;
}

function obstacleTo(
  { workload }: RolloutIntent,
  model: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
  leavesWeights: boolean,
): Obstacle | undefined {
  const name = formatWorkload(workload);
  const { gitOps } = model.cluster;
  if (!leavesWeights)
    return { reason: 'no route shares requests by weights that Argo Rollouts moves', alternative: byPods };
  if (!enrolled.has(workload))
    return { reason: `${name} is no part of the mesh`, alternative: `let the mesh have it, or ${byPods}` };
  if (workload.service?.headless === true)
    return {
      reason: `Service ${workload.service.name} is headless: clients choose a pod themselves`,
      alternative: byPods,
    };
  if (!routedPorts(workload).some(speaksHttp))
    return {
      reason: `no port of ${name} speaks HTTP or gRPC, so that no proxy knows where a request begins`,
      alternative: `say what the port speaks (Port.http, Port.http2, Port.grpc), or ${byPods}`,
    };
  if (isSplit(workload, model))
    return {
      reason: 'traffic.split shares the same requests, and each weight has one owner',
      alternative: 'leave traffic.split out: the rollout brings the new version out',
    };
  if (gitOps !== undefined && !leavesFields(gitOps))
    return {
      reason: `${gitOps.engine} applies the route as it is committed again and again, and with it the weights of the start`,
      alternative:
        gitOps.engine === 'flux' ? `say that it is Flux 2.9 (flux({ version: '2.9', … })), or ${byPods}` : byPods,
    };
  return undefined;
}

function isSplit(workload: WorkloadModel, model: ClusterModel): boolean {
  return trafficIntents.in(model).some((intent) => intent.workload === workload && intent.policy.split !== undefined);
}

/** The controller in front of it has a route of its own, and shares by the number of pods. */
function warnOfExposure({ workload, origin }: RolloutIntent, model: ClusterModel): void {
  for (const exposure of exposures.in(model)) {
    if (exposure.workload !== workload) continue;
    refuse(model, {
      intent: 'rollout.sharedBy',
      workload,
      backend: 'the gateway',
      reason: `requests for ${exposure.hosts.join(', ')} go to pods of both versions alike, whatever the weights of the mesh`,
      alternative: 'put a workload between the gateway and this one',
      origin,
      onUnsupported: 'warn',
    });
  }
}
