import type { ClusterModel } from '../model/cluster-model';
import type { RolloutIntent } from '../model/rollout';
import { trafficIntents, type TrafficIntent } from '../model/traffic';
import type { HasWorkload, WorkloadModel } from '../model/workload-model';
import { formatWorkload } from '../model/workload-model';
import { counterpartPorts } from './counterpart-ports';
import type { RouteModel, ServiceDestination, TrafficModel } from './mesh-model';
import { refuseMissingCounterparts } from './refuse-missing-counterparts';
import { refuseUnroutable } from './refuse-unroutable';
import { refuseField } from './refuse-field';
import { requestFields, withoutRequestFields } from './request-fields';
import { routedPorts, speaksHttp } from './routed-ports';

/** What all calls said about one workload. */
type Declared = Omit<TrafficIntent, 'onUnsupported'> & Pick<TrafficModel, 'onUnsupported'>;

/** The traffic model of every workload that something was declared for, or whose requests a rollout shares. */
export function resolveTraffic(
  model: ClusterModel,
  rolled: ReadonlyMap<WorkloadModel, RolloutIntent>,
): ReadonlyMap<WorkloadModel, TrafficModel> {
  const byWorkload = new Map<WorkloadModel, Declared>(
    [...rolled].map(([workload, { origin }]) => [workload, { workload, origin, policy: {}, onUnsupported: new Map() }]),
  );
  for (const { workload, policy, onUnsupported, origin } of trafficIntents.in(model)) {
    const present = byWorkload.get(workload);
    const fields = Object.keys(policy).map((field) => [field, onUnsupported] as const);
    byWorkload.set(workload, {
      workload,
      origin,
      policy: { ...present?.policy, ...policy },
      onUnsupported: new Map([...(present?.onUnsupported ?? []), ...fields]),
    });
  }
  const resolved = new Map<WorkloadModel, TrafficModel>();
  for (const [workload, intent] of byWorkload) {
    if (refuseUnroutable(model, intent)) continue;
    const rollout = rolled.get(workload);
    const traffic = {
      ...resolveIntent(ofConnections(model, intent)),
      ...(rollout === undefined ? {} : { rollout: { origin: rollout.origin } }),
    };
    refuseMissingCounterparts(traffic, model);
    resolved.set(workload, traffic);
  }
  return resolved;
}

/** Where a server speaks no HTTP, what is said about requests is refused, and the rest is kept. */
function ofConnections(model: ClusterModel, intent: Declared): Declared {
  const { workload, policy } = intent;
  if (routedPorts(workload).some(speaksHttp)) return intent;
  for (const field of requestFields(policy)) {
    const reason = `no port of ${formatWorkload(workload)} speaks HTTP or gRPC, so that no proxy knows where a request begins`;
    const alternative = 'say what the port speaks (Port.http, Port.http2, Port.grpc), or leave the field out';
    refuseField(intent, { field, reason, alternative }, 'the mesh', model);
  }
  return { ...intent, policy: withoutRequestFields(policy) };
}

function resolveIntent({ workload, policy, onUnsupported, origin }: Declared): TrafficModel {
  const { split = [], routes = [], mirror, ...rest } = policy;
  const service = serviceOf(workload);
  const destination = ({ workload: to }: HasWorkload) => resolveDestination(workload, to);
  return {
    workload,
    service,
    ports: routedPorts(workload),
    policy: rest,
    routes: [
      ...routes.map(({ match, to }): RouteModel => ({ match, destinations: [{ ...destination(to), weight: 100 }] })),
      {
        destinations: [
          { ...destination({ workload }), weight: 100 - shareAway(split) },
          ...split.map(({ to, weight }) => ({ ...destination(to), weight })),
        ],
      },
    ],
    ...(mirror === undefined ? {} : { mirror: { service: destination(mirror.to), percent: mirror.percent } }),
    onUnsupported,
    origin,
  };
}

/** The share of the requests that a split sends elsewhere; what is left stays with the workload itself. */
function shareAway(split: NonNullable<TrafficIntent['policy']['split']>): number {
  return split.reduce((sum, { weight }) => sum + weight, 0);
}

function resolveDestination(from: WorkloadModel, to: WorkloadModel): ServiceDestination {
  return {
    workload: to,
    service: serviceOf(to),
    namespace: to.namespace,
    counterparts: new Map([...counterpartPorts(from, to)].map(([{ name }, counterpart]) => [name, counterpart])),
  };
}

/** The name of its Service: without one, the traffic was refused. */
function serviceOf({ service, name }: WorkloadModel): string {
  return service?.name ?? name;
}
