import type { GatewayApiFacts } from './gateway-api-facts';
import type { KubernetesVersion } from './kubernetes-version';
import type { NetworkFacts } from './network-facts';
import type { MeshFacts } from './mesh-facts';

/** What is known of a cluster besides its manifests: plain data, so that a check can judge a folder of YAML by it too. */
export interface ClusterFacts {
  /** Name of the cluster, in findings and of its folder. */
  readonly name: string;
  /** The environment that it belongs to. */
  readonly environment: EnvironmentFacts;
  /** Cloud region, as in the node label `topology.kubernetes.io/region`. */
  readonly region?: string;
  /** Zones, as in the node label `topology.kubernetes.io/zone`. */
  readonly zones: readonly string[];
  /** Kubernetes minor version of the API server: decides which fields and API versions are accepted. */
  readonly kubernetesVersion: KubernetesVersion;
  /** DNS domain of the cluster's Services. */
  readonly dnsDomain: string;
  /** What enforces network policy, and where DNS, monitoring, controllers and the API server are found. */
  readonly network: NetworkFacts;
  /** The service mesh that the cluster runs; left out where none does. */
  readonly mesh?: MeshFacts;
  /** The Gateway API definitions that are installed; left out where none are. */
  readonly gatewayApi?: GatewayApiFacts;
  /** Objects that exist in the cluster without being in its tree. */
  readonly externalObjects: readonly ExternalObject[];
}

/** What is known of the stage that a cluster belongs to. */
export interface EnvironmentFacts {
  /** Name of the stage, such as `prod`. */
  readonly name: string;
  /** `production` turns on the production profile of the checks. */
  readonly tier: Tier;
}

/** What an environment may be: `production` is checked more strictly. */
export const tiers = ['production', 'non-production'] as const;

/** How much breaks when an environment breaks. */
export type Tier = (typeof tiers)[number];

/** An object that something else puts into the cluster: a Secret from a vault, a StorageClass of the provider. */
export interface ExternalObject {
  /** Kind, as in YAML: `Secret`. */
  readonly kind: string;
  /** API group; the core group when left out. */
  readonly group?: string;
  /** Namespace; any namespace when left out. */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
}
