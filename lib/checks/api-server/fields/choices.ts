/** A field that takes one of a few words. */
export interface Choice {
  /** Where it stands below the object, the pod's spec or the container; `[]` is every item of a list. */
  readonly path: string;
  /** In the order in which the API server names them. */
  readonly values: readonly string[];
  /** Kubernetes version since which a word is accepted, for words that came later. */
  readonly since?: Readonly<Record<string, string>>;
}

const protocols = ['SCTP', 'TCP', 'UDP'];
const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];
const webhookChoices: readonly Choice[] = [
  { path: 'webhooks[].failurePolicy', values: ['Fail', 'Ignore'] },
  { path: 'webhooks[].matchPolicy', values: ['Equivalent', 'Exact'] },
  { path: 'webhooks[].sideEffects', values: ['None', 'NoneOnDryRun'] },
  { path: 'webhooks[].rules[].scope', values: ['*', 'Cluster', 'Namespaced'] },
];

export const choicesOfContainers: readonly Choice[] = [
  { path: 'imagePullPolicy', values: ['Always', 'IfNotPresent', 'Never'] },
  { path: 'terminationMessagePolicy', values: ['File', 'FallbackToLogsOnError'] },
  { path: 'ports[].protocol', values: protocols },
  { path: 'livenessProbe.httpGet.scheme', values: ['HTTP', 'HTTPS'] },
  { path: 'readinessProbe.httpGet.scheme', values: ['HTTP', 'HTTPS'] },
  { path: 'startupProbe.httpGet.scheme', values: ['HTTP', 'HTTPS'] },
  { path: 'lifecycle.postStart.httpGet.scheme', values: ['HTTP', 'HTTPS'] },
  { path: 'lifecycle.preStop.httpGet.scheme', values: ['HTTP', 'HTTPS'] },
  { path: 'volumeMounts[].mountPropagation', values: ['Bidirectional', 'HostToContainer', 'None'] },
  { path: 'volumeMounts[].recursiveReadOnly', values: ['Disabled', 'Enabled', 'IfPossible'] },
];

export const choicesOfPods: readonly Choice[] = [
  { path: 'dnsPolicy', values: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'] },
  { path: 'preemptionPolicy', values: ['PreemptLowerPriority', 'Never'] },
  { path: 'os.name', values: ['linux', 'windows'] },
  { path: 'securityContext.fsGroupChangePolicy', values: ['Always', 'OnRootMismatch'] },
  { path: 'topologySpreadConstraints[].nodeAffinityPolicy', values: ['Honor', 'Ignore'] },
  { path: 'topologySpreadConstraints[].nodeTaintsPolicy', values: ['Honor', 'Ignore'] },
  {
    path: 'volumes[].hostPath.type',
    values: ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
  },
];

/** Keyed `group/Kind`. */
export const choicesByKind: Readonly<Record<string, readonly Choice[]>> = {
  '/PersistentVolume': [
    { path: 'spec.accessModes[]', values: accessModes },
    { path: 'spec.persistentVolumeReclaimPolicy', values: ['Delete', 'Recycle', 'Retain'] },
    { path: 'spec.volumeMode', values: volumeModes },
  ],
  '/PersistentVolumeClaim': [
    { path: 'spec.accessModes[]', values: accessModes },
    { path: 'spec.volumeMode', values: volumeModes },
  ],
  '/Service': [
    { path: 'spec.type', values: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'] },
    { path: 'spec.sessionAffinity', values: ['ClientIP', 'None'] },
    { path: 'spec.internalTrafficPolicy', values: ['Cluster', 'Local'] },
    { path: 'spec.ports[].protocol', values: protocols },
    {
      path: 'spec.trafficDistribution',
      values: ['PreferClose', 'PreferSameZone', 'PreferSameNode'],
      since: { PreferClose: '1.31', PreferSameZone: '1.34', PreferSameNode: '1.34' },
    },
  ],
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': [
    ...webhookChoices,
    { path: 'webhooks[].reinvocationPolicy', values: ['IfNeeded', 'Never'] },
  ],
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookChoices,
  'apps/DaemonSet': [{ path: 'spec.updateStrategy.type', values: ['RollingUpdate', 'OnDelete'] }],
  'apps/Deployment': [{ path: 'spec.strategy.type', values: ['Recreate', 'RollingUpdate'] }],
  'apps/StatefulSet': [
    { path: 'spec.podManagementPolicy', values: ['OrderedReady', 'Parallel'] },
    { path: 'spec.updateStrategy.type', values: ['RollingUpdate', 'OnDelete'] },
    { path: 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', values: ['Retain', 'Delete'] },
    { path: 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', values: ['Retain', 'Delete'] },
    { path: 'spec.volumeClaimTemplates[].spec.accessModes[]', values: accessModes },
    { path: 'spec.volumeClaimTemplates[].spec.volumeMode', values: volumeModes },
  ],
  'batch/CronJob': [{ path: 'spec.concurrencyPolicy', values: ['Allow', 'Forbid', 'Replace'] }],
  'batch/Job': [
    { path: 'spec.completionMode', values: ['Indexed', 'NonIndexed'] },
    { path: 'spec.podReplacementPolicy', values: ['Failed', 'TerminatingOrFailed'] },
  ],
  'networking.k8s.io/NetworkPolicy': [
    { path: 'spec.policyTypes[]', values: ['Egress', 'Ingress'] },
    { path: 'spec.ingress[].ports[].protocol', values: protocols },
    { path: 'spec.egress[].ports[].protocol', values: protocols },
  ],
  'scheduling.k8s.io/PriorityClass': [{ path: 'preemptionPolicy', values: ['PreemptLowerPriority', 'Never'] }],
  'storage.k8s.io/StorageClass': [
    { path: 'reclaimPolicy', values: ['Delete', 'Retain'] },
    { path: 'volumeBindingMode', values: ['Immediate', 'WaitForFirstConsumer'] },
  ],
};
