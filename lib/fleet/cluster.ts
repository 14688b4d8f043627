import type { IConstruct } from 'constructs';
import type { ClusterFacts, ExternalObject } from './cluster-facts';
import { cniFacts, type CniProduct } from './cni';
import type { Environment } from './environment';
import { isKubernetesVersion, kubernetesVersions, type KubernetesVersion } from './kubernetes-version';
import { defaultDnsDomain, defaultNetwork } from './cluster-defaults';
import type { GatewayApiFacts } from './gateway-api-facts';
import type { MeshFacts } from './mesh-facts';
import { onKubernetes } from './native-sidecars';
import { assertDnsLabel, unknownName } from './name-rules';
import type { CniFacts, NetworkFacts } from './network-facts';

/** What is known of a cluster: each fact changes what is emitted for it, or what is refused. */
export interface ClusterProps {
  /** The environment that it belongs to: its tier decides the defaults of blueprints and the profile of the checks. */
  readonly environment: Environment;
  /**
   * Kubernetes minor version of the API server. Decides which fields and API versions may be emitted.
   * An unknown one throws.
   */
  readonly kubernetesVersion: KubernetesVersion;
  /**
   * Cloud region, as in the node label `topology.kubernetes.io/region`. Selects the region layer of Settings.
   *
   * @default none
   */
  readonly region?: string;
  /**
   * Zones that nodes stand in, as in the node label `topology.kubernetes.io/zone`.
   * With two or more, pods are spread over them by default. They are parts of a region: they need `region`.
   *
   * @default none
   */
  readonly zones?: readonly string[];
  /** DNS domain of the cluster's Services. @default 'cluster.local', the kubelet default */
  readonly dnsDomain?: string;
  /** The service mesh that runs in the cluster: `istio(…)`, `linkerd(…)` or `consul(…)`. @default none */
  readonly mesh?: MeshFacts;
  /** The Gateway API definitions that are installed: version and channel decide which fields may be emitted. @default none */
  readonly gatewayApi?: GatewayApiFacts;
  /**
   * The plugin that enforces network policies: its name, or `cniFacts(name, differences)`.
   *
   * @default 'other', one that enforces all of NetworkPolicy
   */
  readonly cni?: CniProduct | CniFacts;
  /**
   * Where DNS, monitoring, ingress controllers, nodes and the API server are found: network policies open paths to and
   * from exactly there. Each part has a default of its own.
   *
   * @default DNS in kube-system (`k8s-app: kube-dns`, port 53), the API server on port 443, nothing else
   */
  readonly network?: Partial<Omit<NetworkFacts, 'cni'>>;
  /** Objects that exist in the cluster without being in its tree; a reference to one of them is not dangling. @default none */
  readonly externalObjects?: readonly ExternalObject[];
}

const clusterKey = 'cdk8s-blueprints/cluster';

/** A Kubernetes cluster, and what is known of it. Names the second folder of the tree on disk. */
export class Cluster implements ClusterFacts {
  /** The cluster that a construct is rendered for. Throws outside `fleet.deploy`. */
  static of(construct: IConstruct): Cluster {
    const cluster: unknown = construct.node.tryGetContext(clusterKey);
    if (cluster instanceof Cluster) return cluster;
    throw new Error(
      `${construct.node.path}: no cluster in scope: create it inside fleet.deploy((cluster) => …), or below a ClusterScope`,
    );
  }

  /** A DNS label: the second folder of the tree on disk. */
  readonly name: string;
  /** The environment that it belongs to. */
  readonly environment: Environment;
  readonly region?: string;
  readonly zones: readonly string[];
  /** Kubernetes minor version of the API server. */
  readonly kubernetesVersion: KubernetesVersion;
  readonly dnsDomain: string;
  readonly mesh?: MeshFacts;
  readonly gatewayApi?: GatewayApiFacts;
  readonly network: NetworkFacts;
  readonly externalObjects: readonly ExternalObject[];

  constructor(name: string, props: ClusterProps) {
    assertDnsLabel('cluster name', name);
    const {
      environment,
      kubernetesVersion,
      region,
      zones = [],
      dnsDomain = defaultDnsDomain,
      mesh,
      gatewayApi,
      cni = 'other',
      network,
      externalObjects = [],
    } = props;
    if (!isKubernetesVersion(kubernetesVersion))
      throw unknownName(`cluster ${name}: kubernetesVersion`, String(kubernetesVersion), kubernetesVersions);
    const repeated = zones.find((zone, index) => zones.indexOf(zone) !== index);
    if (repeated !== undefined) throw new Error(`cluster ${name}: zones: Duplicate value: "${repeated}"`);
    if (zones.length > 0 && region === undefined)
      throw new Error(`cluster ${name}: region: Required value: zones are parts of a region`);
    this.name = name;
    this.environment = environment;
    this.kubernetesVersion = kubernetesVersion;
    if (region !== undefined) this.region = region;
    this.zones = [...zones];
    this.dnsDomain = dnsDomain;
    if (mesh !== undefined) this.mesh = onKubernetes(mesh, kubernetesVersion);
    if (gatewayApi !== undefined) this.gatewayApi = gatewayApi;
    this.network = { ...defaultNetwork, ...network, cni: typeof cni === 'string' ? cniFacts(cni) : cni };
    this.externalObjects = externalObjects;
  }

  /** The zones, where something needs at least `count` of them. Throws where the cluster has fewer. */
  requireZones(count: number, what: string): readonly string[] {
    if (this.zones.length >= count) return this.zones;
    throw new Error(
      `cluster ${this.name}: zones: Invalid value: ${this.zones.length}: ${what} needs at least ${count}; declare them in new Cluster('${this.name}', { region, zones })`,
    );
  }

  /** Makes this the cluster of a tree: every construct below finds it with `Cluster.of`. */
  enter(root: IConstruct): void {
    root.node.setContext(clusterKey, this);
  }
}
