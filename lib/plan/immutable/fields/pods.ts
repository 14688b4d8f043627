import { Field } from '../../../manifest/objects/field';
import type { ImmutableField, Update } from '../immutable-field';

const core = 'pkg/apis/core/validation/validation.go';

/** What no API server lets change of Pods. */
export const podFields: readonly ImmutableField[] = [
  {
    kind: '/Pod',
    path: 'spec',
    when: (update, { path }) => !isMutablePodField(path, update),
    message:
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)',
    source: `${core}: ValidatePodUpdate`,
  },
  {
    kind: '/Pod',
    path: 'spec.activeDeadlineSeconds',
    when: (_, { from, to }) => from !== undefined && (typeof to !== 'number' || to > Number(from)),
    message: 'must be less than or equal to previous value',
    source: `${core}: ValidatePodUpdate`,
  },
  {
    kind: '/Pod',
    path: 'spec.tolerations',
    when: (_, { from, order }) => from !== undefined && order === undefined,
    message: 'existing toleration can not be modified except its tolerationSeconds',
    source: `${core}: validateOnlyAddedTolerations`,
  },
  {
    kind: '/Pod',
    path: 'spec.schedulingGates',
    when: (_, { to, order }) => to !== undefined && order === undefined,
    message: 'only deletion is allowed',
    source: `${core}: validateOnlyDeletedSchedulingGates`,
  },
];

function isMutablePodField(path: string, { before }: Update): boolean {
  if (mutablePodField.test(path)) return true;
  const isGated = Field.at('spec', before.spec).at('schedulingGates').items().length > 0;
  return isGated && /^spec\.(nodeSelector|affinity\.nodeAffinity)/.test(path);
}

const mutablePodField =
  /^spec\.((initC|c)ontainers\[[^\]]*\]\.image|activeDeadlineSeconds|tolerations|schedulingGates)/;
