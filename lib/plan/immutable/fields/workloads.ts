import { immutable, type ImmutableField } from '../immutable-field';

const apps = 'pkg/apis/apps/validation/validation.go';

/** What no API server lets change of workloads that run for ever, and their autoscaler. */
export const workloadFields: readonly ImmutableField[] = [
  {
    kind: 'apps/ControllerRevision',
    path: 'data',
    message: immutable,
    source: `${apps}: ValidateControllerRevisionUpdate`,
  },
  ...['DaemonSet', 'Deployment', 'ReplicaSet'].map((kind): ImmutableField => ({
    kind: `apps/${kind}`,
    path: 'spec.selector',
    message: immutable,
    source: `${apps}: Validate${kind}Update`,
  })),
  {
    kind: 'apps/StatefulSet',
    path: 'spec',
    except: [
      'spec.minReadySeconds',
      'spec.ordinals',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.replicas',
      'spec.revisionHistoryLimit',
      'spec.template',
      'spec.updateStrategy',
    ],
    message:
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    source: `${apps}: ValidateStatefulSetUpdate`,
  },
  {
    kind: 'apps/StatefulSet',
    path: 'spec.revisionHistoryLimit',
    until: '1.32',
    message:
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    source: `${apps}: ValidateStatefulSetUpdate`,
  },
  {
    kind: 'autoscaling/HorizontalPodAutoscaler',
    path: 'spec',
    // The schemas of older versions do not demand it.
    when: (_, { path, to }) => path === 'spec' && to === undefined,
    message: 'maxReplicas: Invalid value: 0: must be greater than 0',
    source: 'pkg/apis/autoscaling/validation/validation.go: validateHorizontalPodAutoscalerSpec',
  },
];
