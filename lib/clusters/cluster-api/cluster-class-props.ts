import { Duration } from 'cdk8s';
import { dnsLabel } from '../../fleet/name-rules';
import {
  duration,
  fields,
  fieldsOf,
  flag,
  kubernetesFields,
  listOf,
  mapWith,
  nonEmpty,
  textLike,
  type Shape,
} from '../../fleet/shape';
import type { JsonObject } from '../../manifest/objects/json';
import {
  healthCheckShape,
  workerHealthCheckShape,
  type HealthCheckOptions,
  type WorkerHealthCheckOptions,
} from './health-check';
import {
  infrastructureShape,
  templateReferenceShape,
  type Infrastructure,
  type TemplateReference,
} from './infrastructure';

/** What clusters that are made alike have in common. */
export interface ClusterClassProps {
  /** Name of the ClusterClass, and the beginning of the names of its templates. @default the construct's id */
  readonly name?: string;
  /** What machines are made of. */
  readonly infrastructure: Infrastructure;
  /**
   * The versions of Kubernetes that its clusters may run, the oldest first and without a gap: `['v1.33.4', 'v1.34.1']`. A
   * cluster that moves on by several minors goes through those between. Emitted as `spec.kubernetesVersions`.
   */
  readonly kubernetesVersions: readonly string[];
  /** How control planes are made. */
  readonly controlPlane?: ControlPlaneClass;
  /** How other machines are made, by the name of their class. @default { default: {} } */
  readonly workers?: Readonly<Record<string, WorkerClass>>;
  /** How the controllers of Cluster API are started in the management cluster, where pools depend on it. */
  readonly controllers?: ControllerSettings;
  /**
   * Joined to the names of the templates. Cluster API refuses a change of most templates: with another revision the tree has
   * new ones, and the machines of all clusters are replaced, one after the other.
   *
   * @default none
   */
  readonly revision?: string;
}

/** How control planes are made. */
export interface ControlPlaneClass {
  /** Further fields of `spec.template.spec.kubeadmConfigSpec` of the KubeadmControlPlaneTemplate. @default none */
  readonly kubeadmConfigSpec?: JsonObject;
  /**
   * How long before its certificates expire a machine is replaced, in whole days and at least 7. Emitted as
   * `rollout.before.certificatesExpiryDays`.
   *
   * @default Duration.days(21)
   */
  readonly renewBefore?: Duration;
  /** When its machines are replaced. Emitted as `spec.controlPlane.healthCheck`. @default the defaults of each field */
  readonly healthCheck?: HealthCheckOptions;
}

/** How machines of one class are made. */
export interface WorkerClass {
  /** Template of its machines; only with `templates()`. @default that of the infrastructure */
  readonly template?: TemplateReference;
  /** Further fields of `spec.template.spec` of its KubeadmConfigTemplate. @default none */
  readonly kubeadmConfigSpec?: JsonObject;
  /** When its machines are replaced. Emitted as `healthCheck` of the class. @default the defaults of each field */
  readonly healthCheck?: WorkerHealthCheckOptions;
}

/** How the controllers of Cluster API are started. */
export interface ControllerSettings {
  /**
   * Whether the feature gate `MachineTaintPropagation` is on, which puts the taints of pools on their Nodes.
   *
   * @default false, as in Cluster API 1.14: pools with taints are an error
   */
  readonly taintPropagation?: boolean;
  /**
   * Domains of labels, such as `example.com`, that `--additional-sync-machine-labels` lets through from pools to Nodes.
   *
   * @default those that Cluster API always lets through: `node.cluster.x-k8s.io`, `node-restriction.kubernetes.io` with their
   *   subdomains, and `node-role.kubernetes.io`
   */
  readonly syncedLabelDomains?: readonly string[];
}

const domain = textLike(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'a domain, such as "example.com"');
const fullVersion = textLike(/^v1\.\d{1,3}\.\d{1,3}$/, 'a version in full, such as "v1.34.1"');

/** At least a week, as the API server has it, and days alone. */
const wholeDays: Shape = (value, path) => {
  const problem = duration(value, path);
  if (problem !== undefined || !(value instanceof Duration)) return problem;
  const seconds = value.toSeconds({ integral: false });
  if (seconds >= 7 * day && seconds % day === 0) return undefined;
  return { path, message: 'Invalid value: must be whole days, and at least 7', fix: 'write Duration.days(21)' };
};
const day = 24 * 60 * 60;

/** What JavaScript may say of a ClusterClass. */
export const clusterClassShape = fieldsOf<ClusterClassProps>({
  'name?': dnsLabel,
  infrastructure: infrastructureShape,
  kubernetesVersions: nonEmpty(fullVersion, 'at least one version'),
  'controlPlane?': fields({
    'kubeadmConfigSpec?': kubernetesFields,
    'renewBefore?': wholeDays,
    'healthCheck?': healthCheckShape,
  }),
  'workers?': mapWith(
    dnsLabel,
    fields({
      'template?': templateReferenceShape,
      'kubeadmConfigSpec?': kubernetesFields,
      'healthCheck?': workerHealthCheckShape,
    }),
  ),
  'controllers?': fields({ 'taintPropagation?': flag, 'syncedLabelDomains?': listOf(domain) }),
  'revision?': dnsLabel,
});
