import { volumeAttributesClass, type GatedField } from './gated-fields';

/** A field of an object that the API server drops while one of its feature gates is off; the path starts at the object. */
export interface GatedObjectField extends Omit<GatedField, 'of'> {
  /** Kinds that have it, as checks name them. */
  readonly kinds: readonly string[];
}

/** From the feature gates of Kubernetes 1.37 with their history, and from what its API server drops where one is off. */
export const gatedObjectFields: readonly GatedObjectField[] = [
  ...jobField('backoffLimitPerIndex', { gate: 'JobBackoffLimitPerIndex', since: '1.28', onFrom: '1.29' }),
  ...jobField('maxFailedIndexes', { gate: 'JobBackoffLimitPerIndex', since: '1.28', onFrom: '1.29' }),
  ...jobField('podReplacementPolicy', { gate: 'JobPodReplacementPolicy', since: '1.28', onFrom: '1.29' }),
  ...jobField('successPolicy', { gate: 'JobSuccessPolicy', since: '1.30', onFrom: '1.31' }),
  ...jobField('scheduling', { gate: 'WorkloadWithJob', since: '1.37' }),
  ...jobField('managedBy', { gate: 'JobManagedBy', since: '1.30', onFrom: '1.32' }),
  {
    kinds: ['apps/StatefulSet'],
    path: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
    gate: 'MaxUnavailableStatefulSet',
    since: '1.28',
    onFrom: '1.35',
    harmless: 1,
  },
  {
    kinds: ['Service'],
    path: 'spec.trafficDistribution',
    gate: 'ServiceTrafficDistribution',
    since: '1.30',
    onFrom: '1.31',
  },
  ...['scaleUp', 'scaleDown'].map((direction): GatedObjectField => ({
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    path: `spec.behavior.${direction}.tolerance`,
    gate: 'HPAConfigurableTolerance',
    since: '1.33',
    onFrom: '1.35',
  })),
  {
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    path: 'spec.versions[].selectableFields',
    gate: 'CustomResourceFieldSelectors',
    since: '1.30',
    onFrom: '1.31',
  },
  {
    kinds: ['PersistentVolume', 'PersistentVolumeClaim'],
    path: 'spec.volumeAttributesClassName',
    ...volumeAttributesClass,
  },
  // With the namespace goes the whole reference: the claim gets an empty volume.
  {
    kinds: ['PersistentVolumeClaim'],
    path: 'spec.dataSourceRef.namespace',
    gate: 'CrossNamespaceVolumeDataSource',
    since: '1.28',
  },
  {
    kinds: ['apps/StatefulSet'],
    path: 'spec.volumeClaimTemplates[].spec.volumeAttributesClassName',
    ...volumeAttributesClass,
  },
];

/** A field of a Job, which the template of a CronJob has too. */
function jobField(name: string, gate: Pick<GatedField, 'gate' | 'since' | 'onFrom'>): readonly GatedObjectField[] {
  return [
    { kinds: ['batch/Job'], path: `spec.${name}`, ...gate },
    { kinds: ['batch/CronJob'], path: `spec.jobTemplate.spec.${name}`, ...gate },
  ];
}
