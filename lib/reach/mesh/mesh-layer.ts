import type { MeshFacts } from '../../fleet/mesh-facts';
import type { IngressControllerFacts } from '../../fleet/network-facts';
import { Field } from '../../manifest/objects/field';
import type { Labels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { AddressRange } from '../../manifest/network/address-range';
import { subtractIntervals } from '../sets/port-intervals';
import { PodIndex } from '../space/pod-index';
import type { PolicyProblem } from '../policies/policy-problem';
import type { WorkloadNode } from '../space/workload-node';
import type { MeshProduct } from '../../fleet/mesh-facts';
import { enrolmentOf, type Enrolment } from './enrolment';
import { strangerPod, type ProxyClient } from './mesh-client';
import { openDecision, type MeshDecision } from './mesh-decision';
import { meshReaders } from './mesh-readers';
import type { MeshReading, MeshTree } from './mesh-tree';
import type { ProxyPods, ServerPolicy } from './mesh-policy';
import type { Outbound, OutboundTarget } from './outbound';
import { ServerDecisions } from './server-decisions';

/** Who everybody is in the mesh, and what each workload of it says about them. */
export class MeshLayer {
  readonly problems: readonly PolicyProblem[];
  readonly assumptions: readonly string[];
  /** Blocks of addresses outside the cluster that some rule distinguishes. */
  readonly ranges: readonly AddressRange[];
  private readonly readings: ReadonlyMap<MeshProduct, MeshReading>;
  private readonly clients: readonly ProxyClient[];
  private readonly controllerClients: readonly ProxyClient[];
  /** Workloads that members of the mesh may come to through the pods of a proxy. */
  readonly behindProxies: readonly number[];
  private readonly policies = new Map<number, ServerPolicy | undefined>();
  private readonly openness = new Map<MeshDecision, boolean>();
  private readonly ways = new Map<ServerPolicy, readonly MeshWay[]>();
  private readonly decisions = new Map<ServerPolicy, ServerDecisions>();

  constructor(
    readonly tree: MeshTree,
    controllers: readonly IngressControllerFacts[],
  ) {
    const { enrolments, workloads, facts } = tree;
    const products = new Set(enrolments.flatMap((enrolment) => (enrolment === undefined ? [] : [enrolment.product])));
    this.readings = new Map(
      meshReaders.filter(({ product }) => products.has(product)).map(({ product, read }) => [product, read(tree)]),
    );
    const readings = [...this.readings.values()];
    this.problems = readings.flatMap(({ problems }) => problems);
    this.ranges = readings.flatMap(({ ranges }) => ranges);
    this.assumptions = readings.flatMap(({ assumptions }) => assumptions);
    this.clients = workloads.map((workload, i) => {
      const enrolment = enrolments[i];
      const reading = enrolment === undefined ? undefined : this.readings.get(enrolment.product);
      return reading?.memberOf(workload.namespace, serviceAccountOf(workload), i) ?? strangerPod;
    });
    this.behindProxies = [...workloads.keys()].filter((i) => this.waysTo(i).some(({ via }) => via !== undefined));
    const main = facts?.product ?? [...products][0];
    this.controllerClients = controllers.map(({ namespace, mesh }) => {
      const reading = main === undefined || mesh === undefined ? undefined : this.readings.get(main);
      return reading?.memberOf(namespace, mesh?.serviceAccountName ?? '') ?? strangerPod;
    });
  }

  /** Whether the tree has a mesh at all. */
  get isPresent(): boolean {
    return this.readings.size > 0;
  }

  enrolment(workload: number): Enrolment | undefined {
    return this.tree.enrolments[workload];
  }

  clientOf(workload: number): ProxyClient {
    return this.clients[workload] ?? strangerPod;
  }

  /**
   * A client that shows an identity to a workload: `namespace/serviceAccount`, or `none`.
   *
   * @throws for another text
   */
  clientNamed(identity: string, workload: number): ProxyClient {
    if (identity === 'none') return strangerPod;
    const [, namespace, serviceAccount] = /^([^/\s]+)\/([^/\s]+)$/.exec(identity) ?? [];
    if (namespace === undefined || serviceAccount === undefined) {
      throw new Error(`identity ${identity}: write namespace/serviceAccount, or none`);
    }
    const product = this.tree.enrolments[workload]?.product;
    const reading = product === undefined ? undefined : this.readings.get(product);
    return reading?.memberOf(namespace, serviceAccount) ?? strangerPod;
  }

  /** An ingress controller by its position, or one of which nothing is known. */
  controller(position: number): ProxyClient {
    return this.controllerClients[position] ?? unknownController;
  }

  /** What a workload's own side of the mesh makes of a connection, and who the server takes it for. */
  outbound(source: number, target: OutboundTarget): Outbound & { readonly client: ProxyClient } {
    const { decision, client = this.clientOf(source) } = this.readingOf(source)?.outbound?.(source, target) ?? {};
    return decision === undefined ? { client } : { client, decision };
  }

  /** Hosts outside that a workload may send to by their name, where it may not send to every address. */
  hostsOf(source: number): readonly string[] {
    return this.readingOf(source)?.hostsOf?.(source) ?? [];
  }

  private readingOf(workload: number): MeshReading | undefined {
    const product = this.tree.enrolments[workload]?.product;
    return product === undefined ? undefined : this.readings.get(product);
  }

  policyOf(workload: number): ServerPolicy | undefined {
    if (!this.policies.has(workload)) {
      const product = this.tree.enrolments[workload]?.product;
      this.policies.set(workload, product === undefined ? undefined : this.readings.get(product)?.policyOf(workload));
    }
    return this.policies.get(workload);
  }

  /** The ways by which a client of the mesh may come to a workload: past no other pods, or through those of a proxy. */
  waysTo(workload: number): readonly MeshWay[] {
    const policy = this.policyOf(workload);
    if (policy === undefined) return [];
    let ways = this.ways.get(policy);
    if (ways === undefined) this.ways.set(policy, (ways = waysOf(policy)));
    return ways;
  }

  /** The pods of proxies that stand in front of workloads, each once. */
  proxies(): readonly ProxyPods[] {
    const ways = this.tree.workloads.flatMap((_, i) => this.waysTo(i));
    const found = ways.flatMap(({ via }) => (via === undefined ? [] : [[proxyKey(via), via] as const]));
    return [...new Map(found).values()];
  }

  /** Whether a workload lets anything in from a client but to ports of the proxy itself. */
  letsIn(client: ProxyClient, workload: number): boolean {
    const decision = this.decision(client, workload);
    let open = this.openness.get(decision);
    if (open === undefined) {
      const own = this.policyOf(workload)?.proxyPorts ?? [];
      open = decision.parts.some(
        ({ requests, ports }) => requests.length > 0 && subtractIntervals(ports, own).length > 0,
      );
      this.openness.set(decision, open);
    }
    return open;
  }

  /** What a workload's proxies say about a client, by one way or by all together. */
  decision(client: ProxyClient, workload: number, way?: MeshWay): MeshDecision {
    const policy = way?.policy ?? this.policyOf(workload);
    if (policy === undefined) return noMesh;
    let decisions = this.decisions.get(policy);
    if (decisions === undefined) this.decisions.set(policy, (decisions = new ServerDecisions(policy)));
    return decisions.about(client);
  }
}

/** One way to a workload, with what is decided along it. */
export interface MeshWay {
  readonly via: ProxyPods | undefined;
  readonly policy: ServerPolicy;
}

export function proxyKey({ namespace, name }: ProxyPods): string {
  return `${namespace}/${name}`;
}

function waysOf(policy: ServerPolicy): readonly MeshWay[] {
  const keys = [...new Set(policy.routes.map(({ via }) => (via === undefined ? '' : proxyKey(via))))];
  if (keys.length === 1 && keys[0] === '') return [{ via: undefined, policy }];
  return keys.map((key) => {
    const routes = policy.routes.filter(({ via }) => (via === undefined ? '' : proxyKey(via)) === key);
    return { via: routes[0]?.via, policy: { ...policy, routes } };
  });
}

const unknownController: ProxyClient = { kind: 'unknown', what: 'the ingress controller' };
const noMesh = openDecision('the workload is outside the mesh');

/** Reads which workloads of a tree are in a mesh. */
export function readMeshTree(
  manifests: ManifestSet,
  workloads: readonly WorkloadNode[],
  namespaces: ReadonlyMap<string, Labels>,
  facts: MeshFacts | undefined,
): MeshTree {
  const index = new PodIndex(workloads, namespaces);
  return {
    manifests,
    workloads,
    enrolments: workloads.map((workload) => enrolmentOf(workload, manifests)),
    facts,
    select: (selection) => index.select(selection),
  };
}

function serviceAccountOf({ pods }: WorkloadNode): string {
  const [pod] = pods;
  if (pod === undefined) return 'default';
  const spec = Field.at(pod.specPath, pod.spec);
  const name = spec.at('serviceAccountName').text ?? spec.at('serviceAccount').text;
  return name === undefined || name === '' ? 'default' : name;
}
