import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertKnownFields } from '../fleet/assert-known-fields';
import { Cluster } from '../fleet/cluster';
import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { HasWorkload } from '../model/workload-model';
import { Config } from '../workload/config';
import type { ResourceRequirements } from '../workload/container-fields';
import { Worker } from '../workload/worker';
import type { Workload } from '../workload/workload';
import { recordObjects } from './cluster-object';

/** One way to place pods, by the name that pods choose it by. */
export interface SchedulerProfile {
  /** What pods say as `schedulerName`. */
  readonly schedulerName: string;
  /** Which plugins take part, as `KubeSchedulerConfiguration` has them. @default those of the default scheduler */
  readonly plugins?: JsonObject;
  /** How plugins are configured, as `KubeSchedulerConfiguration` has it. @default their defaults */
  readonly pluginConfig?: readonly JsonObject[];
  /** How many percent of the nodes are looked at for a pod. @default as many as Kubernetes chooses */
  readonly percentageOfNodesToScore?: number;
}

/** A scheduler beside the cluster's own. */
export interface KubeSchedulerProps {
  /** Name of its objects and of its lease. @default the construct's id */
  readonly name?: string;
  /**
   * Ways to place pods: one binary serves them all, without racing for nodes as two schedulers would.
   */
  readonly profiles: readonly [SchedulerProfile, ...SchedulerProfile[]];
  /** Image of kube-scheduler, of the cluster's minor version. @default registry.k8s.io/kube-scheduler, the first patch of the cluster's version */
  readonly image?: string;
  /** Number of pods, of which one leads. @default 2 in production-tier environments, else 1 */
  readonly replicas?: number;
  /** Requests and limits of the scheduler. @default 100m CPU and 128Mi memory, without limits but for memory */
  readonly resources?: ResourceRequirements;
}

const known: Readonly<Record<keyof KubeSchedulerProps, true>> = {
  name: true,
  profiles: true,
  image: true,
  replicas: true,
  resources: true,
};

const folder = '/etc/kubernetes/scheduler';
const rbac = 'rbac.authorization.k8s.io';

/**
 * A second kube-scheduler: its configuration, its permissions and its pods. Pods choose one of its profiles by
 * `placement.scheduler`. It knows of pods that the cluster's own scheduler places only once they are placed: keep the nodes
 * of the two apart where both are busy.
 */
export class KubeScheduler extends Construct implements HasWorkload {
  /** The pods of the scheduler. */
  readonly workload: Workload;
  private readonly profiles: readonly string[];

  constructor(scope: Construct, id: string, props: KubeSchedulerProps) {
    super(scope, id);
    assertKnownFields(this.node.path, props, known);
    const { name = id, profiles, image, replicas, resources } = props;
    this.profiles = profiles.map(({ schedulerName }) => schedulerName);
    this.assertProfiles(name);
    const { namespace } = chartContextOf(this);
    const { kubernetesVersion } = Cluster.of(this);
    const config = new Config(this, 'config', {
      name,
      data: { 'config.json': configuration(name, namespace, profiles) },
    });
    const worker = new Worker(this, 'scheduler', {
      name,
      image: image ?? `registry.k8s.io/kube-scheduler:v${kubernetesVersion}.0`,
      command: ['kube-scheduler'],
      args: [`--config=${folder}/config.json`],
      config: [config.mount(folder)],
      serviceAccount: { automountToken: true },
      // The image has no user of its own.
      podSecurityContext: { runAsUser: 65534 },
      resources: resources ?? { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
      probes: {
        liveness: { httpGet: { path: '/healthz', port: securePort, scheme: 'HTTPS' } },
        readiness: { httpGet: { path: '/healthz', port: securePort, scheme: 'HTTPS' } },
      },
      ...(replicas === undefined ? {} : { replicas }),
    });
    worker.connections.allowTo({ type: 'apiServer' });
    this.workload = worker.workload;
    recordObjects(this, ...permissions(name, namespace));
  }

  private assertProfiles(name: string): void {
    const where = `${this.node.path}: profiles`;
    if (this.profiles.length === 0) throw new Error(`${where}: Required value: at least one`);
    this.profiles.forEach((profile, index) => {
      if (profile === 'default-scheduler')
        throw new Error(
          `${where}[${index}].schedulerName: Invalid value: "default-scheduler": the cluster's own scheduler places these pods, too`,
        );
      if (this.profiles.indexOf(profile) !== index)
        throw new Error(`${where}[${index}].schedulerName: Duplicate value: "${profile}"`);
    });
    if (name === 'kube-scheduler')
      throw new Error(
        `${this.node.path}: name: Invalid value: "kube-scheduler": the lease of the cluster's own has that name`,
      );
  }
}

const securePort = 10259;

/** JSON is YAML, and sorts and quotes as it stands. */
function configuration(name: string, namespace: string, profiles: readonly SchedulerProfile[]): string {
  const content = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    leaderElection: { leaderElect: true, resourceName: name, resourceNamespace: namespace },
    profiles,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function permissions(name: string, namespace: string): readonly Manifest[] {
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const clusterRole = (role: string) => ({ apiGroup: rbac, kind: 'ClusterRole', name: role });
  const binding = (role: string): Manifest => ({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${namespace}-${name}-${role.replace('system:', '')}` },
    roleRef: clusterRole(role),
    subjects,
  });
  return [
    binding('system:kube-scheduler'),
    binding('system:volume-scheduler'),
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: `${namespace}-${name}-authentication-reader`, namespace: 'kube-system' },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
      subjects,
    },
    // The role of the cluster's scheduler names the lease of that one.
    {
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata: { name: `${name}-lease`, namespace },
      rules: [
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'update'] },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: `${name}-lease`, namespace },
      roleRef: { apiGroup: rbac, kind: 'Role', name: `${name}-lease` },
      subjects,
    },
  ];
}
