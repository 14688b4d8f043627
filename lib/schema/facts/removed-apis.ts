/** A version of a built-in kind that API servers stopped to serve. */
export interface RemovedApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** First Kubernetes version that does not serve it. */
  readonly removedIn: string;
  /** The `apiVersion` to use; left out where nothing took its place. */
  readonly replacement?: string;
}

/**
 * From the deprecation guide of Kubernetes. What it does not list follows from the shipped facts of the versions: they
 * begin at 1.28.
 */
export const removedApis: readonly RemovedApi[] = [
  removed('1.16', 'extensions/v1beta1', 'apps/v1', ['DaemonSet', 'Deployment', 'ReplicaSet']),
  removed('1.16', 'extensions/v1beta1', 'networking.k8s.io/v1', ['NetworkPolicy']),
  removed('1.16', 'extensions/v1beta1', undefined, ['PodSecurityPolicy']),
  removed('1.16', 'apps/v1beta1', 'apps/v1', ['Deployment', 'ReplicaSet', 'StatefulSet']),
  removed('1.16', 'apps/v1beta2', 'apps/v1', ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']),
  removed('1.22', 'admissionregistration.k8s.io/v1beta1', 'admissionregistration.k8s.io/v1', [
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ]),
  removed('1.22', 'apiextensions.k8s.io/v1beta1', 'apiextensions.k8s.io/v1', ['CustomResourceDefinition']),
  removed('1.22', 'apiregistration.k8s.io/v1beta1', 'apiregistration.k8s.io/v1', ['APIService']),
  removed('1.22', 'authentication.k8s.io/v1beta1', 'authentication.k8s.io/v1', ['TokenReview']),
  removed('1.22', 'authorization.k8s.io/v1beta1', 'authorization.k8s.io/v1', [
    'LocalSubjectAccessReview',
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
  ]),
  removed('1.22', 'certificates.k8s.io/v1beta1', 'certificates.k8s.io/v1', ['CertificateSigningRequest']),
  removed('1.22', 'coordination.k8s.io/v1beta1', 'coordination.k8s.io/v1', ['Lease']),
  removed('1.22', 'extensions/v1beta1', 'networking.k8s.io/v1', ['Ingress']),
  removed('1.22', 'networking.k8s.io/v1beta1', 'networking.k8s.io/v1', ['Ingress', 'IngressClass']),
  removed('1.22', 'rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1', rbacKinds()),
  removed('1.22', 'rbac.authorization.k8s.io/v1beta1', 'rbac.authorization.k8s.io/v1', rbacKinds()),
  removed('1.22', 'scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1', ['PriorityClass']),
  removed('1.22', 'storage.k8s.io/v1beta1', 'storage.k8s.io/v1', [
    'CSIDriver',
    'CSINode',
    'StorageClass',
    'VolumeAttachment',
  ]),
  removed('1.25', 'autoscaling/v2beta1', 'autoscaling/v2', ['HorizontalPodAutoscaler']),
  removed('1.25', 'batch/v1beta1', 'batch/v1', ['CronJob']),
  removed('1.25', 'discovery.k8s.io/v1beta1', 'discovery.k8s.io/v1', ['EndpointSlice']),
  removed('1.25', 'events.k8s.io/v1beta1', 'events.k8s.io/v1', ['Event']),
  removed('1.25', 'node.k8s.io/v1beta1', 'node.k8s.io/v1', ['RuntimeClass']),
  removed('1.25', 'policy/v1beta1', 'policy/v1', ['PodDisruptionBudget']),
  removed('1.25', 'policy/v1beta1', undefined, ['PodSecurityPolicy']),
  removed('1.26', 'autoscaling/v2beta2', 'autoscaling/v2', ['HorizontalPodAutoscaler']),
  removed('1.26', 'flowcontrol.apiserver.k8s.io/v1beta1', 'flowcontrol.apiserver.k8s.io/v1', flowControlKinds()),
  removed('1.27', 'storage.k8s.io/v1beta1', 'storage.k8s.io/v1', ['CSIStorageCapacity']),
  removed('1.29', 'flowcontrol.apiserver.k8s.io/v1beta2', 'flowcontrol.apiserver.k8s.io/v1', flowControlKinds()),
  removed('1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'flowcontrol.apiserver.k8s.io/v1', flowControlKinds()),
];

function removed(
  removedIn: string,
  apiVersion: string,
  replacement: string | undefined,
  kinds: readonly string[],
): RemovedApi {
  return { apiVersion, kinds, removedIn, ...(replacement === undefined ? {} : { replacement }) };
}

function rbacKinds(): readonly string[] {
  return ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
}

function flowControlKinds(): readonly string[] {
  return ['FlowSchema', 'PriorityLevelConfiguration'];
}
