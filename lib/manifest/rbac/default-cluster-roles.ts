import type { JsonObject } from '../objects/json';
import type { LocatedManifest } from '../objects/manifest';

const read = ['get', 'list', 'watch'] as const;
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'] as const;

/**
 * The ClusterRoles that every API server makes for people, with the rules that it gives them. Those of the control
 * plane's own components are left out: binding one of them is reported as unresolved.
 */
export const defaultClusterRoles: readonly LocatedManifest[] = [
  clusterRole('cluster-admin', {
    rules: [rule(['*'], ['*'], ['*']), { nonResourceURLs: ['*'], verbs: ['*'] }],
  }),
  aggregated('admin', 'aggregate-to-admin'),
  aggregated('edit', 'aggregate-to-edit', 'aggregate-to-admin'),
  aggregated('view', 'aggregate-to-view', 'aggregate-to-edit'),
  clusterRole('system:aggregate-to-admin', {
    labels: ['aggregate-to-admin'],
    rules: [
      rule(['authorization.k8s.io'], ['localsubjectaccessreviews'], ['create']),
      rule(['rbac.authorization.k8s.io'], ['rolebindings', 'roles'], [...read, ...write]),
    ],
  }),
  clusterRole('system:aggregate-to-edit', {
    labels: ['aggregate-to-edit'],
    rules: [
      rule([''], ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'], read),
      rule([''], ['serviceaccounts'], ['impersonate']),
      rule([''], ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], write),
      rule([''], ['pods/eviction', 'serviceaccounts/token'], ['create']),
      rule(
        [''],
        [
          'configmaps',
          'events',
          'persistentvolumeclaims',
          'replicationcontrollers',
          'replicationcontrollers/scale',
          'secrets',
          'serviceaccounts',
          'services',
          'services/proxy',
        ],
        write,
      ),
      rule(
        ['apps'],
        [
          'daemonsets',
          'deployments',
          'deployments/rollback',
          'deployments/scale',
          'replicasets',
          'replicasets/scale',
          'statefulsets',
          'statefulsets/scale',
        ],
        write,
      ),
      rule(['autoscaling'], ['horizontalpodautoscalers'], write),
      rule(['batch'], ['cronjobs', 'jobs'], write),
      rule(['policy'], ['poddisruptionbudgets'], write),
      rule(['networking.k8s.io'], ['ingresses', 'networkpolicies'], write),
      rule(['coordination.k8s.io'], ['leases'], [...read, ...write]),
    ],
  }),
  clusterRole('system:aggregate-to-view', {
    labels: ['aggregate-to-view'],
    rules: [
      rule(
        [''],
        [
          'bindings',
          'configmaps',
          'endpoints',
          'events',
          'limitranges',
          'namespaces',
          'namespaces/status',
          'persistentvolumeclaims',
          'persistentvolumeclaims/status',
          'pods',
          'pods/log',
          'pods/status',
          'replicationcontrollers',
          'replicationcontrollers/scale',
          'replicationcontrollers/status',
          'resourcequotas',
          'resourcequotas/status',
          'serviceaccounts',
          'services',
          'services/status',
        ],
        read,
      ),
      rule(['discovery.k8s.io'], ['endpointslices'], read),
      rule(
        ['apps'],
        [
          'controllerrevisions',
          'daemonsets',
          'daemonsets/status',
          'deployments',
          'deployments/scale',
          'deployments/status',
          'replicasets',
          'replicasets/scale',
          'replicasets/status',
          'statefulsets',
          'statefulsets/scale',
          'statefulsets/status',
        ],
        read,
      ),
      rule(['autoscaling'], ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'], read),
      rule(['batch'], ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'], read),
      rule(['policy'], ['poddisruptionbudgets', 'poddisruptionbudgets/status'], read),
      rule(['networking.k8s.io'], ['ingresses', 'ingresses/status', 'networkpolicies'], read),
    ],
  }),
  clusterRole('system:auth-delegator', {
    rules: [
      rule(['authentication.k8s.io'], ['tokenreviews'], ['create']),
      rule(['authorization.k8s.io'], ['subjectaccessreviews'], ['create']),
    ],
  }),
];

/** A role whose rules are those of all roles that carry a label. */
function aggregated(name: string, from: string, ...labels: readonly string[]): LocatedManifest {
  const matchLabels = { [`rbac.authorization.k8s.io/${from}`]: 'true' };
  return clusterRole(name, { labels, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } });
}

interface RoleContent {
  readonly labels?: readonly string[];
  readonly rules?: readonly JsonObject[];
  readonly aggregationRule?: JsonObject;
}

function clusterRole(name: string, { labels = [], ...content }: RoleContent): LocatedManifest {
  return {
    origin: 'built into Kubernetes',
    manifest: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {
        name,
        labels: Object.fromEntries(labels.map((label) => [`rbac.authorization.k8s.io/${label}`, 'true'])),
      },
      ...content,
    },
  };
}

function rule(apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]): JsonObject {
  return { apiGroups, resources, verbs };
}
