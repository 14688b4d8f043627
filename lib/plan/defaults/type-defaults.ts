import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';

/** What an API server adds to a value of one type: fields that are missing from it, by what else stands there. */
export type TypeDefaults = Readonly<Record<string, (value: JsonObject) => JsonObject>>;

/**
 * Defaults of the types that pod templates are made of, by the end of their schema's name. The source of each is
 * `SetDefaults_…` of its type in `pkg/apis/core/v1/defaults.go` of Kubernetes. What is set on a Pod alone, and not on
 * the template of one, is in `object-defaults.ts`.
 */
export const podDefaults: TypeDefaults = {
  'core.v1.ConfigMapVolumeSource': () => ({ defaultMode: 0o644 }),
  'core.v1.Container': (container) => ({
    imagePullPolicy: pullPolicyOf(container.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  }),
  'core.v1.ContainerPort': () => ({ protocol: 'TCP' }),
  'core.v1.DownwardAPIVolumeSource': () => ({ defaultMode: 0o644 }),
  'core.v1.EphemeralContainer': (container) => ({
    imagePullPolicy: pullPolicyOf(container.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  }),
  'core.v1.HTTPGetAction': () => ({ path: '/', scheme: 'HTTP' }),
  'core.v1.GRPCAction': () => ({ service: '' }),
  'core.v1.HostPathVolumeSource': () => ({ type: '' }),
  'core.v1.ISCSIVolumeSource': () => ({ iscsiInterface: 'default' }),
  'core.v1.ImageVolumeSource': (volume) => ({ pullPolicy: pullPolicyOf(volume.reference) }),
  'core.v1.ObjectFieldSelector': () => ({ apiVersion: 'v1' }),
  'core.v1.PersistentVolumeClaimSpec': () => ({ volumeMode: 'Filesystem' }),
  'core.v1.PodSpec': ({ serviceAccountName, serviceAccount }) => ({
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...(serviceAccountName === undefined ? {} : { serviceAccount: serviceAccountName }),
    ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
  }),
  'core.v1.Probe': () => ({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  'core.v1.ProjectedVolumeSource': () => ({ defaultMode: 0o644 }),
  'core.v1.RBDVolumeSource': () => ({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  'core.v1.SecretVolumeSource': () => ({ defaultMode: 0o644 }),
  'core.v1.ServiceAccountTokenProjection': () => ({ expirationSeconds: 3600 }),
  'core.v1.Volume': ({ name: _, ...sources }) => (Object.keys(sources).length === 0 ? { emptyDir: {} } : {}),
};

/** Defaults of all other types, each from the `defaults.go` of its group, or from the defaults that its schema says. */
export const otherDefaults: TypeDefaults = {
  'admissionregistration.v1.MatchResources': () => ({
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
  }),
  'admissionregistration.v1.MutatingWebhook': () => ({
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    reinvocationPolicy: 'Never',
    timeoutSeconds: 10,
  }),
  'admissionregistration.v1.NamedRuleWithOperations': () => ({ scope: '*' }),
  'admissionregistration.v1.RuleWithOperations': () => ({ scope: '*' }),
  'admissionregistration.v1.ServiceReference': () => ({ port: 443 }),
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': () => ({ failurePolicy: 'Fail' }),
  'admissionregistration.v1.ValidatingWebhook': () => ({
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
  }),
  'apiextensions.v1.CustomResourceDefinitionNames': ({ kind }) =>
    typeof kind === 'string' ? { singular: kind.toLowerCase(), listKind: `${kind}List` } : {},
  'apiextensions.v1.CustomResourceDefinitionSpec': () => ({ conversion: { strategy: 'None' } }),
  'apiextensions.v1.ServiceReference': () => ({ port: 443 }),
  'apiregistration.v1.ServiceReference': () => ({ port: 443 }),
  'apps.v1.DaemonSetSpec': ({ updateStrategy }) => ({
    revisionHistoryLimit: 10,
    updateStrategy: rolling(updateStrategy, { maxSurge: 0, maxUnavailable: 1 }),
  }),
  'apps.v1.DeploymentSpec': ({ strategy }) => ({
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
    strategy: rolling(strategy, { maxSurge: '25%', maxUnavailable: '25%' }),
  }),
  'apps.v1.ReplicaSetSpec': () => ({ replicas: 1 }),
  'apps.v1.StatefulSetSpec': ({ updateStrategy, persistentVolumeClaimRetentionPolicy }) => ({
    podManagementPolicy: 'OrderedReady',
    replicas: 1,
    revisionHistoryLimit: 10,
    updateStrategy: rolling(updateStrategy, { partition: 0, maxUnavailable: 1 }),
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
      ...(isJsonObject(persistentVolumeClaimRetentionPolicy) ? persistentVolumeClaimRetentionPolicy : {}),
    },
  }),
  'autoscaling.v1.HorizontalPodAutoscalerSpec': () => ({ minReplicas: 1, targetCPUUtilizationPercentage: 80 }),
  'autoscaling.v2.HorizontalPodAutoscalerBehavior': ({ scaleUp, scaleDown }) => ({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
      ...(isJsonObject(scaleUp) ? scaleUp : {}),
    },
    scaleDown: {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      ...(isJsonObject(scaleDown) ? scaleDown : {}),
    },
  }),
  'autoscaling.v2.HorizontalPodAutoscalerSpec': () => ({
    minReplicas: 1,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  }),
  'batch.v1.CronJobSpec': () => ({
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
  }),
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': () => ({ status: 'True' }),
  'core.v1.LimitRangeItem': limitRangeDefaults,
  'core.v1.PersistentVolumeSpec': () => ({ persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
  'core.v1.ReplicationControllerSpec': () => ({ replicas: 1 }),
  'core.v1.ServicePort': ({ port }) => ({ protocol: 'TCP', ...(port === undefined ? {} : { targetPort: port }) }),
  'core.v1.ServiceSpec': serviceDefaults,
  'core.v1.EndpointPort': () => ({ protocol: 'TCP' }),
  'discovery.v1.EndpointPort': () => ({ name: '', protocol: 'TCP' }),
  'flowcontrol.v1.ExemptPriorityLevelConfiguration': () => ({ nominalConcurrencyShares: 0, lendablePercent: 0 }),
  'flowcontrol.v1.FlowSchemaSpec': () => ({ matchingPrecedence: 1000 }),
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': () => ({
    nominalConcurrencyShares: 30,
    lendablePercent: 0,
  }),
  'flowcontrol.v1.QueuingConfiguration': () => ({ queues: 64, handSize: 8, queueLengthLimit: 50 }),
  'networking.v1.IngressClassParametersReference': () => ({ scope: 'Cluster' }),
  'networking.v1.NetworkPolicyPort': () => ({ protocol: 'TCP' }),
  'networking.v1.NetworkPolicySpec': ({ egress }) => ({
    policyTypes: isJsonArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
  }),
  'rbac.v1.RoleRef': () => ({ apiGroup: 'rbac.authorization.k8s.io' }),
  'rbac.v1.Subject': ({ kind }) => (kind === 'ServiceAccount' ? {} : { apiGroup: 'rbac.authorization.k8s.io' }),
  'resource.v1.DeviceSubRequest': deviceRequestDefaults,
  'resource.v1.ExactDeviceRequest': deviceRequestDefaults,
  'storage.v1.CSIDriverSpec': () => ({
    attachRequired: true,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    podInfoOnMount: false,
    preventPodSchedulingIfMissing: false,
    requiresRepublish: false,
    seLinuxMount: false,
    storageCapacity: false,
    volumeLifecycleModes: ['Persistent'],
  }),
};

/** The latest image is pulled each time, and every other one when it is not there. A digest alone has no tag. */
function pullPolicyOf(image: JsonValue | undefined): string {
  if (typeof image !== 'string') return 'IfNotPresent';
  const [path = '', digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(path)?.[1];
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

/** A strategy with what its rolling updates are filled in with. Another type has nothing of that kind. */
function rolling(strategy: JsonValue | undefined, defaults: JsonObject): JsonObject {
  const { type = 'RollingUpdate', rollingUpdate, ...others } = isJsonObject(strategy) ? strategy : {};
  if (type !== 'RollingUpdate') return { type, ...(rollingUpdate === undefined ? {} : { rollingUpdate }), ...others };
  return { type, rollingUpdate: { ...defaults, ...(isJsonObject(rollingUpdate) ? rollingUpdate : {}) }, ...others };
}

function serviceDefaults({ type = 'ClusterIP', sessionAffinity }: JsonObject): JsonObject {
  const isExternal = type === 'NodePort' || type === 'LoadBalancer';
  return {
    sessionAffinity: 'None',
    type: 'ClusterIP',
    ...(sessionAffinity === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }),
    ...(isExternal && { externalTrafficPolicy: 'Cluster' }),
    ...(type !== 'ExternalName' && { internalTrafficPolicy: 'Cluster' }),
    ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
  };
}

function limitRangeDefaults(item: JsonObject): JsonObject {
  if (item.type !== 'Container') return {};
  const limits = { ...mapOf(item.max), ...mapOf(item.default) };
  const requests = { ...mapOf(item.min), ...limits, ...mapOf(item.defaultRequest) };
  return { default: limits, defaultRequest: requests };
}

function deviceRequestDefaults({ allocationMode = 'ExactCount' }: JsonObject): JsonObject {
  return { allocationMode: 'ExactCount', ...(allocationMode === 'ExactCount' && { count: 1 }) };
}

function mapOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
