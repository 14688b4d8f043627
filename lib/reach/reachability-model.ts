import type { IngressControllerFacts } from '../fleet/network-facts';
import type { Labels } from '../manifest/label-selector';
import type { ManifestSet } from '../manifest/manifest-set';
import { cutAddressSpace } from './address-space';
import type { AddressFamily, AddressRange } from './address-range';
import { ingressBackends, type IngressBackend } from './ingress-backends';
import { namespaceLabels, namespaceNameLabel } from './namespaces';
import { NetworkRelation } from './network-relation';
import { PodIndex, type SelectablePods } from './pod-index';
import type { Policy } from './policy';
import type { PolicyProblem } from './policy-problem';
import { PolicySpace } from './policy-space';
import type { ReachabilityOptions } from './reachability';
import { readPolicies } from './read-policies';
import { toldApartProblems } from './told-apart';
import { workloadNodes, type WorkloadNode } from './workload-node';

/** Everything that answers are read from; computed once for a tree. */
export interface ReachabilityModel {
  readonly manifests: ManifestSet;
  readonly workloads: readonly WorkloadNode[];
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
  readonly pieces: readonly AddressRange[];
  /** Workloads first, then the ingress controllers, by position. */
  readonly space: PolicySpace;
  readonly relation: NetworkRelation;
  readonly controllers: readonly IngressControllerFacts[];
  readonly backends: readonly IngressBackend[];
  /** Finds workloads for Services, which also take pods in the node's network. */
  readonly serviceIndex: PodIndex;
}

/** Name of a namespace of which nothing is known; no real one can have it. */
export const unknownNamespace = '{unknown}';

export function buildModel(manifests: ManifestSet, options: ReachabilityOptions): ReachabilityModel {
  const workloads = workloadNodes(manifests);
  const { policies, problems } = readPolicies(manifests);
  const controllers = options.ingressControllers ?? [];
  const names = [...workloads, ...controllers].map(({ namespace }) => namespace);
  const namespaces = new Map(namespaceLabels(manifests, names));
  namespaces.set(unknownNamespace, { [namespaceNameLabel]: unknownNamespace });
  const ranges = addressRanges(policies);
  const pieces = cutAddressSpace(options.addressFamilies ?? familiesOf(ranges), ranges);
  const pods = [...workloads, ...controllers.map(controllerPod), unknownPod];
  const space = new PolicySpace(pods, pieces, policies, namespaces);
  return {
    manifests,
    workloads,
    namespaces,
    policies,
    problems: [...problems, ...toldApartProblems(workloads, policies, space.index)],
    pieces,
    space,
    relation: new NetworkRelation(space),
    controllers,
    backends: ingressBackends(manifests),
    serviceIndex: new PodIndex(
      workloads.map((workload) => ({ ...workload, hostNetwork: false })),
      namespaces,
    ),
  };
}

const unknownPod: SelectablePods = { namespace: unknownNamespace, labels: [{}], ports: [], hostNetwork: false };

function controllerPod({ namespace, podLabels }: IngressControllerFacts): SelectablePods {
  return { namespace, labels: [podLabels], ports: [], hostNetwork: false };
}

function addressRanges(policies: readonly Policy[]): readonly AddressRange[] {
  return policies
    .flatMap(({ rules }) => [...rules.ingress, ...rules.egress])
    .flatMap(({ peers }) => peers)
    .flatMap((peer) => (peer.kind === 'addresses' ? peer.ranges : []));
}

function familiesOf(ranges: readonly AddressRange[]): readonly AddressFamily[] {
  // A whole family says nothing about whether the cluster has it.
  const named = ranges.some(({ family, first, last }) => family === 'IPv6' && last - first < (1n << 128n) - 1n);
  return named ? ['IPv4', 'IPv6'] : ['IPv4'];
}
