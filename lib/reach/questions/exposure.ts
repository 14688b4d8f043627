import { appendTo } from '../../manifest/objects/append-to';
import { reasonsAgainstAnyProof } from './answer-bounds';
import { ConnectionSet } from '../sets/connection-set';
import { exposedPortNames, formatPortName, type ExposedPortName } from './exposed-port-names';
import { allowingRules, type NetworkSide } from './explanation';
import type { ProxyClient } from '../mesh/mesh-client';
import { allowedTraffic } from './allowed-traffic';
import type { Direction } from '../policies/policy';
import { PolicySpace } from '../space/policy-space';
import type { Extreme, ReachabilityModel } from './reachability-model';
import { withUnmodelled } from './pods-with-doubts';
import { representativesOf, type Representative } from '../space/representatives';
import type { UnknownPods } from '../space/unknown-pods';
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
  /** Ports on which something may pass. */
  readonly ports: ConnectionSet;
  /** Of these, the ports on which something passes in some case of what nobody knows, and not in another. */
  readonly unproved: ConnectionSet;
  /** Ports besides these that such pods may have under a name that a rule opens. */
  readonly portNames: readonly ExposedPortName[];
  /** Names of the rules that let it through. */
  readonly rules: readonly string[];
  /** What the unproved ports depend on; empty where there are none. */
  readonly reasons: readonly string[];
}

/** Exposure of every workload; what a wider group of pods may do anyway is not repeated for a part of it. */
export function exposureOf(model: ReachabilityModel): readonly Exposure[] {
  const { workloads, policies, namespaces, pieces, space, layer, unmodelled } = model;
  const unknown = representativesOf(model).all;
  const allNamespaces = new Map(namespaces);
  for (const { pods, namespaceLabels } of unknown) allNamespaces.set(pods.namespace, namespaceLabels);
  const pods = [
    ...space.pods.slice(0, workloads.length),
    ...unknown.map((each) => (layer === 'mesh' ? each.pods : withUnmodelled(each.pods, unmodelled))),
  ];
  const open = new PolicySpace(pods, pieces, policies, allNamespaces, space.addresses);
  return workloads.flatMap((workload, i) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const byClass = new Map<number, Exposed>();
      const all = unknown.map((_, j) => {
        const peer = open.classes.classOf[workloads.length + j] ?? -1;
        const known = byClass.get(peer) ?? exposed(model, open, i, direction, peer);
        byClass.set(peer, known);
        return known;
      });
      return widest(unknown, all, ownGroups(unknown, workload)).map((found): Exposure => ({
        workload,
        direction,
        ...found,
      }));
    }),
  );
}

/** Pods that are bound by policies of the workload itself: others of its kind, which are no exception worth a name. */
function ownGroups(unknown: readonly Representative[], { namespace, labels }: WorkloadNode): ReadonlySet<number> {
  const own = new Set<number>();
  for (const [j, { peer, isBoundOnly, within }] of unknown.entries()) {
    const isOwn =
      isBoundOnly &&
      peer.namespace === namespace &&
      labels.every((set) => Object.entries(peer.labels).every(([key, value]) => set[key] === value));
    if (isOwn || within.some((i) => own.has(i))) own.add(j);
  }
  return own;
}

type Exposed = Omit<Exposure, 'workload' | 'direction' | 'peer'>;

/** What is exposed without what is said of wider groups already, each with the parts of it that have less. */
function widest(
  unknown: readonly Representative[],
  all: readonly Exposed[],
  own: ReadonlySet<number>,
): readonly (Exposed & Pick<Exposure, 'peer'>)[] {
  const except = new Map<number, number[]>();
  for (const [j, { within }] of unknown.entries()) {
    if (own.has(j)) continue;
    for (const i of within) if (isExposed(all[i]) && !includes(all[j], all[i])) appendTo(except, i, j);
  }
  const known = new Map<number, boolean>();
  const isShown = (j: number): boolean => {
    const found = known.get(j) ?? (isExposed(all[j]) && !isSaid(j));
    known.set(j, found);
    return found;
  };
  const isSaid = (j: number): boolean => {
    const { nearest = [] } = unknown[j] ?? {};
    const same = nearest.filter((i) => isSame(all[i], all[j]));
    return same.length > 0 && (same.length === nearest.length || same.some(isShown));
  };
  return unknown.flatMap(({ peer }, j) => {
    const own = all[j];
    if (own === undefined || !isShown(j)) return [];
    const less = new Set(except.get(j));
    const parts = [...less].filter((i) => unknown[i]?.within.some((wider) => less.has(wider)) === false);
    const peers = parts.flatMap((i) => unknown[i]?.peer ?? []);
    return { ...own, peer: { ...peer, ...(peers.length > 0 && { except: peers }) } };
  });
}

function isSame(a: Exposed | undefined, b: Exposed | undefined): boolean {
  return includes(a, b) && includes(b, a);
}

function isExposed(found: Exposed | undefined): boolean {
  return found !== undefined && (!found.ports.isEmpty || found.portNames.length > 0);
}

/** Whether all that may pass, and all that does, may and does here, too. */
function includes(wide: Exposed | undefined, narrow: Exposed | undefined): boolean {
  if (wide === undefined || narrow === undefined) return false;
  if (wide === narrow) return true;
  const certain = ({ ports, unproved }: Exposed): ConnectionSet => ports.subtract(unproved);
  if (!wide.ports.includes(narrow.ports) || !certain(wide).includes(certain(narrow))) return false;
  const names = new Map(wide.portNames.map((name) => [formatPortName(name), name]));
  return narrow.portNames.every((name) => {
    const same = names.get(formatPortName(name));
    return same !== undefined && (same.unproved !== true || name.unproved === true);
  });
}

function exposed(
  model: ReachabilityModel,
  space: PolicySpace,
  position: number,
  direction: Direction,
  other: number,
): Exposed {
  const workload = model.workloads[position];
  const of = workload === undefined ? '' : workloadName(workload);
  const unprovable = reasonsAgainstAnyProof(model, [position]);
  if (unprovable.length > 0) {
    const { all } = ConnectionSet;
    return { ports: all, unproved: all, portNames: [], rules: [], reasons: unprovable };
  }
  const own = space.classes.classOf[position] ?? -1;
  const decision = space.decision(own, direction, other);
  const back = direction === 'ingress' ? 'egress' : 'ingress';
  const network: readonly [NetworkSide, NetworkSide] = [
    { direction, of, decision },
    { direction: back, of: 'the unknown pods', decision: space.decision(other, back, own) },
  ];
  // Whether such pods are in the mesh, and who they are there, nobody knows: what no client may ask is not exposed.
  const ends = { client: unknownClient, position: 'elsewhere', networkClass: -1, server: position, of } as const;
  const passing = (extreme: Extreme) =>
    allowedTraffic({ ...model, extreme }, network, direction === 'ingress' ? ends : undefined);
  const { ports, sides } = passing('most');
  const doubts = network.flatMap((side) => side.decision.doubts);
  const unproved = doubts.length === 0 ? ConnectionSet.none : ports.subtract(passing('least').ports);
  const named = direction === 'egress' ? exposedPortNames(space, own, other, decision) : undefined;
  return {
    ports,
    unproved,
    portNames: named?.names ?? [],
    rules: [...new Set([...allowingRules(sides(), ports), ...(named?.rules ?? [])])],
    reasons: [...new Set([...(unproved.isEmpty ? [] : doubts), ...(named?.reasons ?? [])])],
  };
}

const unknownClient: ProxyClient = { kind: 'unknown', what: 'the unknown pod' };
