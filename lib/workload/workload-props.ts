import type { Duration, Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Labels } from '../manifest/objects/label-selector';
import type { PlacementOptions } from '../model/placement-options';
import type { PortModel } from '../model/port-model';
import type { Scaling } from '../model/scaling';
import type { ConfigUse } from './config';
import type {
  ContainerFields,
  EnvVarSourceFields,
  ResourceRequirements,
  SecurityContextFields,
} from './container-fields';
import type { DeploymentFields } from './controllers';
import type { KubernetesFields } from './kubernetes-fields';
import type { PodSecurityContextFields, PodSpecFields, VolumeFields } from './pod-fields';
import type { Probe } from './probe';

/** A variable's value, or where it comes from. The program in the container gets numbers and `true` or `false` as text. */
export type EnvValue = string | number | boolean | EnvVarSourceFields;

/** How evenly pods are spread over the values of a node label, in Kubernetes' own fields. */
export type TopologySpreadConstraint = KubernetesFields<k8s.TopologySpreadConstraint>;

/** What all blueprints have in common: some pods of one main container. */
export interface WorkloadProps {
  /**
   * Name of the workload and of every object that is made for it.
   *
   * @default the construct's id
   */
  readonly name?: string;
  /** Image of the main container. Pin a tag or a digest: what is committed must be what runs. */
  readonly image: string;
  /** Name of the main container. @default the workload's name */
  readonly containerName?: string;
  /** Emitted as the main container's `command`. @default the image's entrypoint */
  readonly command?: readonly string[];
  /** Emitted as the main container's `args`. @default the image's */
  readonly args?: readonly string[];
  /** Variables of the main container, in this order. @default none */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** Configuration and Secrets that are mounted or read into variables; a change of a Config rolls the pods. @default none */
  readonly config?: readonly ConfigUse[];
  /** Requests and limits of the main container. Emitted as its `resources`. None are invented. @default none */
  readonly resources?: ResourceRequirements;
  /** How the kubelet finds out whether the main container serves, lives and has started. None are invented. @default none */
  readonly probes?: { readonly readiness?: Probe; readonly liveness?: Probe; readonly startup?: Probe };
  /**
   * Where Prometheus finds metrics: name or number of a port, and the path there (`/metrics` when left out). Opens that
   * port to the cluster's monitoring.
   *
   * @default none
   */
  readonly metrics?: { readonly port: string | number; readonly path?: string };
  /** Further containers that run before the main one, in this order. They get the same security context. @default none */
  readonly initContainers?: readonly ContainerFields[];
  /** Further containers beside the main one. They get the same security context. @default none */
  readonly sidecars?: readonly ContainerFields[];
  /**
   * Folders that the main container may write to, each with the most that it may hold: `{ '/tmp': Size.mebibytes(64) }`.
   * Emitted as `emptyDir` volumes with a `sizeLimit`: what is in them ends with the pod.
   *
   * @default none: the root file system cannot be written to
   */
  readonly scratch?: Readonly<Record<string, Size>>;
  /** Volumes of the pod, besides those of `config` and `scratch`. @default none */
  readonly volumes?: readonly VolumeFields[];
  /**
   * Settings that replace those of the container's default security context: no privilege escalation, no
   * capabilities, a read-only root file system.
   */
  readonly securityContext?: SecurityContextFields;
  /** Settings that replace those of the pod's default security context: not root, `RuntimeDefault` seccomp. */
  readonly podSecurityContext?: PodSecurityContextFields;
  /** The pods' identity towards the API server and the mesh. @default a ServiceAccount of its own, without a token */
  readonly serviceAccount?: ServiceAccountOptions;
  /**
   * How long a pod may take to end. Emitted as `terminationGracePeriodSeconds`. Must be longer than `drain`.
   *
   * @default Duration.seconds(30), the Kubernetes default
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * Where the pods run: on which pool, how spread, near or away from whom, with which priority, runtime and scheduler.
   *
   * @default any node, spread as `topologySpread` says
   */
  readonly placement?: PlacementOptions;
  /**
   * How pods are spread over zones and nodes. Constraints without a `labelSelector` get the workload's.
   *
   * @default evenly over zones (where the cluster has two or more) and nodes, as far as possible (`ScheduleAnyway`)
   */
  readonly topologySpread?: readonly TopologySpreadConstraint[];
  /** Labels on every object, besides `app.kubernetes.io/*` and the chart's. @default none */
  readonly labels?: Labels;
  /** Annotations on the workload object. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Further labels on the pods. @default none */
  readonly podLabels?: Labels;
  /** Annotations on the pods. @default none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /**
   * Labels that select the pods, where an existing workload is adopted: selectors cannot be changed.
   *
   * @default app.kubernetes.io/name: the workload's name
   */
  readonly selectorLabels?: Labels;
  /**
   * Any other field of the main container. Variables, mounts, hooks and the security context add to what this library
   * would emit, everything else replaces it. What a prop of its own says differently is an error.
   *
   * @default none
   */
  readonly container?: Partial<ContainerFields>;
  /**
   * Any other field of the pod's spec. The security context adds to what this library would emit, everything else
   * replaces it. What a prop of its own says differently is an error.
   *
   * @default none
   */
  readonly pod?: Omit<PodSpecFields, 'containers' | 'initContainers' | 'volumes'>;
}

/** What pods that serve or work without end have in common. */
export interface LongRunningProps extends WorkloadProps {
  /** Ports that the main container listens on. The first stands in where a probe names none. */
  readonly ports?: readonly PortModel[];
  /**
   * Number of pods. Emitted as `spec.replicas`.
   *
   * @default 2 in production-tier environments, else 1
   */
  readonly replicas?: number;
  /**
   * Between which numbers of pods it is scaled, and by what. Becomes the autoscalers that the cluster has; `replicas` beside it
   * is an error.
   *
   * @default the number of pods stays as it is
   */
  readonly scaling?: Scaling;
  /**
   * How many pods a rolling update may add and take away. Emitted as `spec.strategy.rollingUpdate`.
   *
   * @default maxSurge 25 %, maxUnavailable 0: no capacity is lost
   */
  readonly rollingUpdate?: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string };
  /**
   * How many pods a node drain may take away at once; false for no PodDisruptionBudget.
   *
   * @default maxUnavailable 1 where there are two or more replicas
   */
  readonly disruptionBudget?:
    { readonly maxUnavailable: number | string } | { readonly minAvailable: number | string } | false;
  /**
   * Any other field of the Deployment's spec; replaces what this library would emit. What a prop of its own says
   * differently is an error.
   *
   * @default none
   */
  readonly deployment?: DeploymentFields;
}

/** Which ServiceAccount a workload's pods run as, and whether they get its token. */
export interface ServiceAccountOptions {
  /** Name of the ServiceAccount. @default the workload's name */
  readonly name?: string;
  /** Whether the tree holds the ServiceAccount itself. @default true */
  readonly create?: boolean;
  /** Annotations, such as a cloud identity. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether pods get a token for the API server. Emitted as `automountServiceAccountToken`. @default false */
  readonly automountToken?: boolean;
}
