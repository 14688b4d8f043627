import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { fieldsOf, kubernetesFields, listOf, nonEmpty, percent, text, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
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

const shape = fieldsOf<KubeSchedulerProps>({
  'name?': text,
  profiles: nonEmpty(
    fieldsOf<SchedulerProfile>({
      schedulerName: text,
      'plugins?': kubernetesFields,
      'pluginConfig?': listOf(kubernetesFields),
      'percentageOfNodesToScore?': percent,
    }),
    'at least one profile',
  ),
  'image?': text,
  'replicas?': wholeNumberFrom(0),
  'resources?': kubernetesFields,
});

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
    super(scope, placedId('KubeScheduler', scope, id));
    assertProps(this, 'KubeScheduler', shape, props);
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
    const refuse = (path: string, message: string, fix: string) =>
      rejectProps(this, 'KubeScheduler', { path, message, fix });
    this.profiles.forEach((profile, index) => {
      const path = `profiles[${index}].schedulerName`;
      if (profile === 'default-scheduler')
        refuse(
          path,
          'Invalid value: "default-scheduler": the scheduler of the cluster places these pods, too',
          'choose another name',
        );
      if (this.profiles.indexOf(profile) !== index)
        refuse(path, `Duplicate value: "${profile}"`, 'give each profile a name of its own');
    });
    if (name === 'kube-scheduler')
      refuse(
        'name',
        'Invalid value: "kube-scheduler": the lease of the scheduler of the cluster has that name',
        'choose another name',
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
