import type { NamespaceProps } from '../chart/cluster-chart';
import type { JsonObject } from '../manifest/objects/json';
import type { PodSecurityLevel } from '../manifest/pods/pod-security-level';

/** What a team gets of a cluster: a namespace, and what may happen in it. */
export interface TenantProps {
  /** Name of the Namespace. @default the construct's id */
  readonly namespace?: string;
  /** The team. Emitted as the label `team` of the Namespace. */
  readonly team: string;
  /** Who pays. Emitted as the label `cost-center` of the Namespace. @default none */
  readonly costCenter?: string;
  /** Labels on the Namespace besides `team`, `environment` and those of Pod Security and the mesh. @default none */
  readonly labels?: NamespaceProps['labels'];
  /** Annotations on the Namespace. @default none */
  readonly annotations?: NamespaceProps['annotations'];
  /**
   * Pod Security Standard that is enforced, audited and warned of, by the version of the cluster. Emitted as the six
   * labels `pod-security.kubernetes.io/*` of the Namespace.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * Quotas of the namespace. Where one counts CPU or memory, the namespace gets a LimitRange, too: no pod without numbers
   * of its own would be let in otherwise.
   *
   * @default none but for Services: no node ports, no load balancers
   */
  readonly quotas?: readonly QuotaOptions[];
  /** What containers and claims get that say nothing, and the most that they may ask for. @default 100m CPU and 128Mi memory where a quota counts them */
  readonly limits?: LimitOptions;
  /** Groups of the identity provider by what their members may do in the namespace. Emitted as RoleBindings to ClusterRoles. @default none */
  readonly groups?: {
    readonly admin?: readonly string[];
    readonly edit?: readonly string[];
    readonly view?: readonly string[];
  };
  /**
   * The ServiceAccount that a GitOps engine applies the team's objects as, and the ClusterRole that it is bound to in the
   * namespace. False for none.
   *
   * @default `deployer`, bound to `edit`
   */
  readonly deployer?: false | { readonly name?: string; readonly clusterRole?: string };
  /**
   * What pods of the namespace may talk to that are not in the tree, besides DNS: pods of the tree have their connections.
   *
   * @default nothing
   */
  readonly network?: TenantNetwork;
  /**
   * Registries, folders of one, or names of images that images may come from: `registry.example/shop`, as the pods write them.
   * Those of a mesh's proxy must be among them where pods get one. Emitted as a ValidatingAdmissionPolicy, from Kubernetes 1.30 on; `no-refused-image` judges
   * the images of the tree by it.
   *
   * @default any
   */
  readonly imageRegistries?: readonly string[];
  /**
   * Where the team keeps its Secrets outside of the cluster, and the account that External Secrets reads them as. Emitted as
   * a SecretStore of the namespace, which `tenant.secretStore` refers to.
   *
   * @default none
   */
  readonly secretStore?: TenantSecretStore;
}

/** A store of Secrets outside of the cluster, for one namespace. */
export interface TenantSecretStore {
  /** Name of the SecretStore. @default the namespace */
  readonly name?: string;
  /**
   * The store, in External Secrets' own words, but for the account: `aws`, `azurekv`, `gcpsm` or `vault`. Emitted as
   * `spec.provider`, with a reference to the account.
   */
  readonly provider: Readonly<Record<string, JsonObject>>;
  /** The account: what the store knows it by is an annotation, such as `eks.amazonaws.com/role-arn`. @default `secrets`, without annotations */
  readonly serviceAccount?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** What the pods of a namespace may talk to that nobody declared connections for. */
export interface TenantNetwork {
  /** Each other. @default false */
  readonly sameNamespace?: boolean;
  /** Ingress controllers and gateways that may reach them, by class. @default none */
  readonly ingress?: readonly string[];
  /** Whether the cluster's monitoring may scrape any port of them. @default false */
  readonly monitoring?: boolean;
}

/** What of a namespace a quota counts, and how much of it there may be. */
export interface QuotaOptions {
  /** Name of the ResourceQuota. @default `compute` for the first, and the name of its scope for others */
  readonly name?: string;
  /** What all pods together may request: `cpu`, `memory`, `ephemeral-storage`, `storage`, `nvidia.com/gpu`. Emitted as `requests.*`. */
  readonly requests?: Readonly<Record<string, string | number>>;
  /** The most that the limits of all pods may come to. Emitted as `limits.*`. */
  readonly limits?: Readonly<Record<string, string | number>>;
  /** Number of pods. Emitted as `pods`. */
  readonly pods?: number;
  /** Numbers of objects, by resource and group: `deployments.apps`, `configmaps`. Emitted as `count/*`. */
  readonly objects?: Readonly<Record<string, number>>;
  /** Number of Services of type LoadBalancer. Emitted as `services.loadbalancers`. @default 0 in the first quota without a scope */
  readonly loadBalancers?: number;
  /** Number of node ports. Emitted as `services.nodeports`. @default 0 in the first quota without a scope */
  readonly nodePorts?: number;
  /** What claims of a StorageClass may come to. Emitted as `<class>.storageclass.storage.k8s.io/*`. */
  readonly storageClasses?: Readonly<Record<string, { readonly requests?: string; readonly claims?: number }>>;
  /** Which pods, or which claims, are counted. @default all */
  readonly scope?: QuotaScope;
}

/** Which pods, or which claims, a quota counts. */
export type QuotaScope =
  /** Pods with a deadline (`activeDeadlineSeconds`), without one, without any request or limit, or with some. */
  | 'Terminating'
  | 'NotTerminating'
  | 'BestEffort'
  | 'NotBestEffort'
  /** Pods of some priority classes. */
  | { readonly priorityClass: readonly string[] }
  /** Pods whose affinity names pods of other namespaces. */
  | 'CrossNamespacePodAffinity'
  /** Claims of some VolumeAttributesClasses. */
  | { readonly volumeAttributesClass: readonly string[] };

/** What a container or a claim gets and may ask for. */
export interface LimitOptions {
  /** Requests of containers that say none. Emitted as `defaultRequest`. */
  readonly defaultRequest?: Readonly<Record<string, string>>;
  /** Limits of containers that say none. Emitted as `default`. */
  readonly default?: Readonly<Record<string, string>>;
  /** The least that a container may ask for. Emitted as `min`. */
  readonly min?: Readonly<Record<string, string>>;
  /** The most that a container may ask for. Emitted as `max`. */
  readonly max?: Readonly<Record<string, string>>;
  /** How many times its request a container's limit may be, by resource. Emitted as `maxLimitRequestRatio`. */
  readonly maxLimitRequestRatio?: Readonly<Record<string, string | number>>;
  /** What holds for all containers of a pod together. Emitted as the limit of type `Pod`. */
  readonly pod?: PodLimitOptions;
  /** The smallest claim. Emitted as `min.storage` of claims. */
  readonly minClaim?: string;
  /** The largest claim. Emitted as `max.storage` of claims. */
  readonly maxClaim?: string;
}

/** What all containers of a pod together may ask for. */
export interface PodLimitOptions {
  /** The least. Emitted as `min`. */
  readonly min?: Readonly<Record<string, string>>;
  /** The most. Emitted as `max`. */
  readonly max?: Readonly<Record<string, string>>;
  /** How many times the request the limit may be, by resource. Emitted as `maxLimitRequestRatio`. */
  readonly maxLimitRequestRatio?: Readonly<Record<string, string | number>>;
}
