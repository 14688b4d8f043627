/**
 * Whether an object's API group is part of its file name, because its kind alone does not say what it is: `Gateway`
 * is Istio's or the Gateway API's, `Service` is a Knative one where it is no core Service.
 *
 * The answer depends on this list alone, so that of the kinds in it no object's file is renamed because another object
 * joins the tree. A kind that joins the list renames its files once. What the list does not know, `objectFiles` tells
 * apart where it meets.
 */
export function isGroupInFileName(group: string, kind: string): boolean {
  if (builtInGroups.has(group)) return false;
  return builtInKinds.has(kind) || (sharedCustomKinds.has(kind) && sharedCustomKinds.get(kind) !== group);
}

/** Groups of Kubernetes itself. Left out is `events.k8s.io`, whose Event is the core group's too. */
export const builtInGroups: ReadonlySet<string> = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'policy'],
  ...['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'authentication.k8s.io'],
  ...['authorization.k8s.io', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io'],
  ...[
    'flowcontrol.apiserver.k8s.io',
    'internal.apiserver.k8s.io',
    'lifecycle.k8s.io',
    'networking.k8s.io',
    'node.k8s.io',
  ],
  ...['rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io'],
  'storagemigration.k8s.io',
]);

/** Kinds of Kubernetes itself, which custom resources use again: Calico's NetworkPolicy, Volcano's Job. */
export const builtInKinds: ReadonlySet<string> = new Set([
  ...['APIService', 'Binding', 'CSIDriver', 'CSINode', 'CSIStorageCapacity', 'CertificateSigningRequest'],
  ...['ClusterRole', 'ClusterRoleBinding', 'ClusterTrustBundle', 'ComponentStatus', 'CompositePodGroup', 'ConfigMap'],
  ...['ControllerRevision'],
  ...['CronJob', 'CustomResourceDefinition', 'DaemonSet', 'Deployment', 'DeviceClass', 'DeviceTaintRule'],
  ...[
    'EndpointSlice',
    'Endpoints',
    'Event',
    'Eviction',
    'EvictionRequest',
    'FlowSchema',
    'HorizontalPodAutoscaler',
    'IPAddress',
  ],
  ...['Ingress', 'IngressClass', 'Job', 'Lease', 'LeaseCandidate', 'LimitRange', 'LocalSubjectAccessReview'],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'Namespace'],
  ...['NetworkPolicy', 'Node', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodCertificateRequest'],
  ...['PodDisruptionBudget', 'PodGroup', 'PodTemplate', 'PriorityClass', 'PriorityLevelConfiguration', 'ReplicaSet'],
  ...['ReplicationController', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourcePoolStatusRequest', 'ResourceQuota'],
  ...['ResourceSlice', 'Role', 'RoleBinding', 'RuntimeClass', 'Scale', 'Secret', 'SelfSubjectAccessReview'],
  ...['SelfSubjectReview', 'SelfSubjectRulesReview', 'Service', 'ServiceAccount', 'ServiceCIDR', 'StatefulSet'],
  ...['StorageClass', 'StorageVersion', 'StorageVersionMigration', 'SubjectAccessReview', 'TokenRequest'],
  ...['TokenReview', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['ValidatingWebhookConfiguration', 'VolumeAttachment', 'VolumeAttributesClass', 'Workload'],
]);

/**
 * Kinds that several products define, so that a cluster may well serve two of them, and the group whose objects go
 * without it: the one that people mean by the bare word, where there is one.
 */
export const sharedCustomKinds: ReadonlyMap<string, string | undefined> = new Map([
  ['Application', 'argoproj.io'],
  ['AuthorizationPolicy', 'security.istio.io'], // and Linkerd's
  ['Backup', undefined], // CloudNativePG, Velero, database operators
  ['Bucket', undefined], // Flux, operators of cloud resources
  ['Cluster', undefined], // CloudNativePG, Cluster API, Rancher, Rancher Fleet
  ['Configuration', undefined], // Knative, Crossplane
  ['Database', undefined], // CloudNativePG, operators of cloud resources
  ['Gateway', undefined], // Gateway API, Istio
  ['GatewayClass', 'gateway.networking.k8s.io'], // and Consul's
  ['HTTPRoute', 'gateway.networking.k8s.io'], // and Linkerd's
  ['Kustomization', 'kustomize.toolkit.fluxcd.io'], // and kustomize's own
  ['Policy', undefined], // policy engines
  ['Project', undefined], // Kargo, Rancher
  ['Provider', undefined], // Flux, Crossplane
  ['Restore', undefined], // Velero, database operators
  ['Route', undefined], // Knative, OpenShift
  ['Subscription', undefined], // CloudNativePG, Knative, Operator Lifecycle Manager
  ['Task', undefined], // Tekton, Argo
  ['User', undefined], // operators of databases and message brokers
]);
