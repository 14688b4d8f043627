import type { MeshFacts } from '../../fleet/mesh-facts';
import type { IngressControllerFacts } from '../../fleet/network-facts';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Labels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { ambiguousPriorities } from '../space/ambiguous-priorities';
import { cniFacts } from '../../fleet/cni';
import { cutAddressSpace } from '../space/address-space';
import { ClusterAddresses, type AddressFacts } from '../space/cluster-addresses';
import type { AddressFamily, AddressRange } from '../../manifest/network/address-range';
import { selectablePods } from '../space/cilium-labels';
import type { Layer } from './layer';
import { MeshLayer, proxyKey, readMeshTree } from '../mesh/mesh-layer';
import type { ProxyPods } from '../mesh/mesh-policy';
import type { MeshTree } from '../mesh/mesh-tree';
import { ingressBackends, type IngressBackend } from './ingress-backends';
import { labelProblems } from '../space/label-problems';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import { namespaceLabels } from '../space/namespaces';
import { meshSelectors, policySelectors, serviceSelectors, type NamedSelector } from '../space/named-selector';
import { NetworkRelation } from '../space/network-relation';
import { PodIndex, type SelectablePods } from '../space/pod-index';
import type { Policy } from '../policies/policy';
import type { PolicyProblem } from '../policies/policy-problem';
import { PolicySpace } from '../space/policy-space';
import type { ReachabilityOptions } from './reachability-options';
import { readPolicies } from '../policies/read-policies';
import { undecidedSelectors, type UndecidedSelector } from '../space/undecided-selectors';
import { repeatedObjects } from '../space/repeated-objects';
import { podsWithDoubts } from './pods-with-doubts';
import { mixedPods, distinguishedPods } from '../space/distinguished-pods';
import { serviceAddresses, type ServiceAddress } from '../space/service-addresses';
import { translatingServices } from '../space/translated-sources';
import { unmodelledPolicies, type UnmodelledPolicy } from '../policies/unmodelled-policies';
import { workloadNodes, type WorkloadNode } from '../space/workload-node';

/** What a tree says about reachability. */
export interface ReachabilityInput {
  readonly workloads: readonly WorkloadNode[];
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
  /** Labels of each namespace that has an object or a workload. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly declaredNamespaces: ReadonlySet<string>;
  readonly backends: readonly IngressBackend[];
  /** Policies that no answer takes into account. */
  readonly unmodelled: readonly UnmodelledPolicy[];
  readonly serviceAddresses: readonly ServiceAddress[];
  /** Services that put the address of a node in place of the client's. */
  readonly translating: readonly LocatedManifest[];
  /** What is selected by Services that routes lead to, and by the policies of meshes. */
  readonly selectors: { readonly routed: readonly NamedSelector[]; readonly meshes: readonly NamedSelector[] };
  /** Left out where nobody asks for the mesh. */
  readonly meshTree?: MeshTree;
}

/** Everything that answers are read from; computed once for a tree. */
export interface ReachabilityModel extends ReachabilityInput {
  readonly pieces: readonly AddressRange[];
  /** Workloads first, then the ingress controllers, then an unknown pod, by position. */
  readonly space: PolicySpace;
  readonly relation: NetworkRelation;
  readonly controllers: readonly IngressControllerFacts[];
  /** Who is asked: the network alone where the tree has no mesh. */
  readonly layer: Layer;
  /** Present where answers are about an extreme case. */
  readonly extreme?: Extreme;
  readonly mesh?: MeshLayer;
  /** Where the pods of each proxy in front of workloads stand in `space`, by `proxyKey`. */
  readonly proxies: ReadonlyMap<string, number>;
  /** Selectors of which nobody knows whether they take the pods of a workload. */
  readonly undecided: Undecided;
  /** Finds workloads for Services, which also take pods in the node's network. */
  readonly serviceIndex: PodIndex;
}

/** By what selects: policies of the network, Services that routes lead to, policies of a mesh. */
export interface Undecided {
  readonly policies: readonly UndecidedSelector[];
  readonly routes: readonly UndecidedSelector[];
  readonly meshes: readonly UndecidedSelector[];
}

/** Of what nobody knows, all that stands against connections, or all that stands for them. */
export type Extreme = 'least' | 'most';

/** Name of a namespace of which nothing is known; no real one can have it. */
const unknownNamespace = '{unknown}';

/** Reads of a tree all that reachability depends on; nothing is asked of the tree afterwards. */
export function readTree(manifests: ManifestSet): ReachabilityInput {
  const { policies, problems } = readPolicies(manifests);
  const backends = ingressBackends(manifests);
  const [services, meshes] = [serviceSelectors(manifests), meshSelectors(manifests)];
  const workloads = workloadNodes(manifests, [...policySelectors(policies), ...services, ...meshes]);
  const behindRoutes = new Set(backends.map(({ service }) => formatIdentity(identityOf(service.manifest))));
  const declared = manifests.ofKind('', 'Namespace').map(({ manifest }) => manifest.metadata.name ?? '');
  return {
    workloads,
    policies,
    problems: [...problems, ...labelProblems(manifests, workloads), ...repeatedObjects(manifests)],
    namespaces: namespaceLabels(
      manifests,
      workloads.map(({ namespace }) => namespace),
    ),
    declaredNamespaces: new Set(declared),
    backends,
    unmodelled: unmodelledPolicies(manifests),
    serviceAddresses: serviceAddresses(manifests),
    translating: translatingServices(manifests),
    selectors: { routed: services.filter(({ name }) => behindRoutes.has(name)), meshes },
  };
}

/** Reads of a tree which of its workloads are in a mesh, too. */
export function readMesh(manifests: ManifestSet, input: ReachabilityInput, facts?: MeshFacts): ReachabilityInput {
  return { ...input, meshTree: readMeshTree(manifests, input.workloads, input.namespaces, facts) };
}

export function buildModel(input: ReachabilityInput, options: ReachabilityOptions): ReachabilityModel {
  const { workloads, problems, meshTree, selectors } = input;
  const controllers = options.ingressControllers ?? [];
  const found = meshTree === undefined ? undefined : new MeshLayer(meshTree, controllers);
  const mesh = found?.isPresent === true || options.layer === 'mesh' ? found : undefined;
  const layer = mesh === undefined ? 'network' : (options.layer ?? 'both');
  // The mesh alone is what would be without network policies.
  const policies = layer === 'mesh' ? [] : input.policies;
  const namespaces = new Map(input.namespaces);
  const proxyNamespaces = (mesh?.proxies() ?? []).map(({ namespace }) => namespace);
  for (const name of [...controllers.map(({ namespace }) => namespace), unknownNamespace, ...proxyNamespaces]) {
    if (!namespaces.has(name)) namespaces.set(name, { [namespaceNameLabel]: name });
  }
  const ranges = [...addressRanges(policies), ...(mesh?.ranges ?? [])];
  const pieces = cutAddressSpace(options.addressFamilies ?? familiesOf(ranges), ranges);
  const proxies = mesh?.proxies() ?? [];
  const serviceIndex = new PodIndex(
    workloads.map((workload) => ({ ...workload, hostNetwork: false })),
    namespaces,
  );
  const selectable = selectablePods(workloads, policies);
  const index = new PodIndex(selectable, namespaces);
  const undecided: Undecided = {
    policies: undecidedSelectors(policySelectors(policies), workloads, index),
    routes: undecidedSelectors(selectors.routed, workloads, index),
    meshes: mesh === undefined ? [] : undecidedSelectors(selectors.meshes, workloads, index),
  };
  const pods = layer === 'mesh' ? selectable : podsWithDoubts(selectable, input, undecided.policies, serviceIndex);
  const space = new PolicySpace(
    [...pods, ...controllers.map(controllerPod), unknownPod, ...proxies.map(proxyPods)],
    pieces,
    policies,
    namespaces,
    new ClusterAddresses(addressFacts(options, policies), [...new Set(pieces.map(({ family }) => family))]),
  );
  return {
    ...input,
    namespaces,
    policies,
    problems: [
      ...problems,
      ...ambiguousPriorities(policies, space),
      ...mixedPods(workloads, policies),
      ...distinguishedPods(workloads, policies, space.index),
      ...(mesh?.problems ?? []),
    ],
    pieces,
    space,
    relation: new NetworkRelation(space),
    undecided,
    controllers,
    layer,
    proxies: new Map(proxies.map((proxy, i) => [proxyKey(proxy), workloads.length + controllers.length + 1 + i])),
    ...(mesh === undefined ? {} : { mesh }),
    serviceIndex,
  };
}

const unknownPod: SelectablePods = { namespace: unknownNamespace, labels: [{}], ports: [], hostNetwork: false };

function controllerPod({ namespace, podLabels }: IngressControllerFacts): SelectablePods {
  return { namespace, labels: [podLabels], ports: [], hostNetwork: false };
}

function proxyPods({ namespace, labels }: ProxyPods): SelectablePods {
  return { namespace, labels: [labels], ports: [], hostNetwork: false };
}

/** Policies of Cilium say which plugin enforces them. */
function addressFacts({ network = {} }: ReachabilityOptions, policies: readonly Policy[]): AddressFacts {
  const isCilium = policies.some(({ source }) => source.manifest.apiVersion.startsWith('cilium.io/'));
  const unknown = network.cni === undefined || network.cni.product === 'other';
  return isCilium && unknown ? { ...network, cni: cniFacts('cilium') } : network;
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
