import type { HostPort, Pod } from '../demand/pod';
import type { PlacedDemands } from '../placement/placed-demands';
import type { PlacementFilter } from './placement-filter';

/** Two pods cannot have one port of a node. */
export function nodePorts(placement: PlacedDemands, demand: number): readonly PlacementFilter[] {
  const { demands } = placement.scene;
  const pod = demands[demand]?.pod;
  if (pod === undefined || pod.hostPorts.length === 0) return [];
  const taken = new Set<number>();
  demands.forEach((other, index) => {
    if (placement.of(index).size > 0 && portsCollide(pod, other.pod)) {
      for (const node of placement.of(index).keys()) taken.add(node);
    }
  });
  return [
    {
      refusal: (node) =>
        taken.has(node)
          ? { filter: 'NodePorts', message: "node(s) didn't have free ports for the requested pod ports" }
          : undefined,
      placed: (node) => taken.add(node),
    },
  ];
}

/** Whether two pods want the same port of a node. */
export function portsCollide(left: Pod, right: Pod): boolean {
  return left.hostPorts.some((port) => right.hostPorts.some((other) => collide(port, other)));
}

function collide(left: HostPort, right: HostPort): boolean {
  if (left.port !== right.port || left.protocol !== right.protocol) return false;
  return left.address === right.address || left.address === '0.0.0.0' || right.address === '0.0.0.0';
}
