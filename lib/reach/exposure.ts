import { selectablePods } from './cilium-labels';
import { ConnectionSet } from './connection-set';
import { allowingRules, type NetworkSide } from './explanation';
import type { Direction } from './policy';
import { PolicySpace } from './policy-space';
import type { ReachabilityModel } from './reachability-model';
import { representatives, type UnknownPods } from './unknown-pods';
import { workloadName } from './workload-name';
import type { WorkloadNode } from './workload-node';

/** What a workload may reach (egress), or be reached from (ingress), among pods that the manifests do not contain. */
export interface Exposure {
  readonly workload: WorkloadNode;
  readonly direction: Direction;
  readonly peer: UnknownPods;
  readonly ports: ConnectionSet;
  readonly rules: readonly string[];
}

/** Exposure of every workload; what the entire cluster may do anyway is not repeated for pods with labels. */
export function exposureOf({ workloads, policies, namespaces, pieces, space }: ReachabilityModel): readonly Exposure[] {
  const unknown = representatives(policies, namespaces, space.index);
  const allNamespaces = new Map(namespaces);
  for (const { pods, namespaceLabels } of unknown) allNamespaces.set(pods.namespace, namespaceLabels);
  const pods = [...selectablePods(workloads, policies), ...unknown.map((each) => each.pods)];
  const open = new PolicySpace(pods, pieces, policies, allNamespaces);
  return workloads.flatMap((workload, i) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const all = unknown.map(({ peer }, j) => exposure(open, workload, i, direction, peer, workloads.length + j));
      const entireCluster = all[0]?.ports;
      return all.filter(({ ports }, j) => {
        return !ports.isEmpty && (j === 0 || entireCluster === undefined || !entireCluster.includes(ports));
      });
    }),
  );
}

function exposure(
  space: PolicySpace,
  workload: WorkloadNode,
  position: number,
  direction: Direction,
  peer: UnknownPods,
  peerPosition: number,
): Exposure {
  const own = space.classes.classOf[position] ?? -1;
  const other = space.classes.classOf[peerPosition] ?? -1;
  const sides: NetworkSide[] = [
    { direction, of: workloadName(workload), decision: space.decision(own, direction, other) },
    {
      direction: direction === 'ingress' ? 'egress' : 'ingress',
      of: 'the unknown pods',
      decision: space.decision(other, direction === 'ingress' ? 'egress' : 'ingress', own),
    },
  ];
  const ports = sides.reduce((all, { decision }) => all.intersect(decision.allowed), ConnectionSet.all);
  return { workload, direction, peer, ports, rules: allowingRules(sides, ports) };
}
