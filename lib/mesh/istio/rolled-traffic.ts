import type { ClusterModel } from '../../model/cluster-model';
import type { TrafficModel } from '../mesh-model';
import { speaksHttp } from '../routed-ports';

/** What a DestinationRule calls the pods of the two versions of a workload that is rolled. */
export const versionSubsets = { stable: 'stable', canary: 'canary' } as const;

/**
 * Leaves the weights of a Service's routes, and the labels that tell the versions apart, to the Rollout of its pods, and tells
 * that which routes they are.
 *
 * The versions are subsets of one Service: clients, their Sidecars, policies of pools and outliers and metrics know it by one name.
 */
export function leaveToRollout({ workload, service, ports, rollout }: TrafficModel, model: ClusterModel): void {
  if (rollout === undefined) return;
  const { controller, namespace } = workload;
  const routes = ports.filter(speaksHttp).map(({ name }) => name);
  const { origin } = rollout;
  const leftTo = `${controller.kind} ${namespace}/${controller.name}`;
  const { stable, canary } = versionSubsets;
  model.ownership.claim(controller, 'spec.strategy.canary.trafficRouting', {
    by: 'rollout',
    origin,
    value: {
      istio: {
        virtualService: { name: service, routes },
        destinationRule: { name: service, stableSubsetName: stable, canarySubsetName: canary },
      },
    },
  });
  const left = [
    { kind: 'VirtualService', paths: routes.map((route) => `spec.http[${route}].route[*].weight`) },
    { kind: 'DestinationRule', paths: [stable, canary].map((subset) => `spec.subsets[${subset}].labels`) },
  ];
  for (const { kind, paths } of left) {
    const object = { group: 'networking.istio.io', kind, namespace, name: service };
    for (const path of paths) model.ownership.claim(object, path, { by: 'rollout', origin, leftTo });
    // They start as they are emitted: a route without weights would be none.
    model.ownership.take(object);
  }
}
