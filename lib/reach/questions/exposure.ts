import { selectablePods } from '../space/cilium-labels';
import type { ConnectionSet } from '../sets/connection-set';
import { exposedPortNames, formatPortName, type ExposedPortName } from './exposed-port-names';
import { allowingRules, type NetworkSide } from './explanation';
import type { MeshClient } from '../mesh/mesh-client';
import { passageOf } from './passage';
import type { Direction } from '../policies/policy';
import { PolicySpace } from '../space/policy-space';
import type { ReachabilityModel } from './reachability-model';
import { representatives, type UnknownPods } from '../space/unknown-pods';
import { workloadName } from '../space/workload-name';
import type { WorkloadNode } from '../space/workload-node';

/** What a workload may reach (egress), or be reached from (ingress), among pods that the manifests do not contain. */
export interface Exposure {
  /** The workload of the tree. */
  readonly workload: WorkloadNode;
  /** `ingress`: what may reach it; `egress`: what it may reach. */
  readonly direction: Direction;
  /** What such pods would have to look like. */
  readonly peer: UnknownPods;
  /** Ports that pass. */
  readonly ports: ConnectionSet;
  /** Ports besides these that such pods may have under a name that a rule opens. */
  readonly portNames: readonly ExposedPortName[];
  /** Names of the rules that let it through. */
  readonly rules: readonly string[];
}

/** Exposure of every workload; what the entire cluster may do anyway is not repeated for pods with labels. */
export function exposureOf(model: ReachabilityModel): readonly Exposure[] {
  const { workloads, policies, namespaces, pieces, space } = model;
  const unknown = representatives(policies, namespaces, space.index);
  const allNamespaces = new Map(namespaces);
  for (const { pods, namespaceLabels } of unknown) allNamespaces.set(pods.namespace, namespaceLabels);
  const pods = [...selectablePods(workloads, policies), ...unknown.map((each) => each.pods)];
  const open = new PolicySpace(pods, pieces, policies, allNamespaces, space.addresses);
  return workloads.flatMap((workload, i) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const all = unknown.map(({ peer }, j) => exposure(model, open, i, direction, peer, workloads.length + j));
      const [entireCluster] = all;
      return all
        .filter((each) => isExposed(each) && (each === entireCluster || !includes(entireCluster, each)))
        .map((found): Exposure => ({ workload, ...found }));
    }),
  );
}

type Exposed = Omit<Exposure, 'workload'>;

function isExposed({ ports, portNames }: Exposed): boolean {
  return !ports.isEmpty || portNames.length > 0;
}

function includes(wide: Exposed | undefined, { ports, portNames }: Exposed): boolean {
  if (wide === undefined || !wide.ports.includes(ports)) return false;
  const names = new Set(wide.portNames.map(formatPortName));
  return portNames.every((name) => names.has(formatPortName(name)));
}

function exposure(
  model: ReachabilityModel,
  space: PolicySpace,
  position: number,
  direction: Direction,
  peer: UnknownPods,
  peerPosition: number,
): Exposed {
  const workload = model.workloads[position];
  const of = workload === undefined ? '' : workloadName(workload);
  const own = space.classes.classOf[position] ?? -1;
  const other = space.classes.classOf[peerPosition] ?? -1;
  const network: readonly [NetworkSide, NetworkSide] = [
    { direction, of, decision: space.decision(own, direction, other) },
    {
      direction: direction === 'ingress' ? 'egress' : 'ingress',
      of: 'the unknown pods',
      decision: space.decision(other, direction === 'ingress' ? 'egress' : 'ingress', own),
    },
  ];
  // Whether such pods are in the mesh, and who they are there, nobody knows: what no client may ask is not exposed.
  const ends = { client: unknownClient, position: 'elsewhere', networkClass: -1, server: position, of } as const;
  const { ports, sides } = passageOf(model, network, direction === 'ingress' ? ends : undefined);
  const [{ decision }] = network;
  const named = direction === 'egress' ? exposedPortNames(space, own, other, decision) : undefined;
  const rules = new Set([...allowingRules(sides(), ports), ...(named?.rules ?? [])]);
  return { direction, peer, ports, portNames: named?.names ?? [], rules: [...rules] };
}

const unknownClient: MeshClient = { kind: 'unknown', what: 'the unknown pod' };
