import { immutable, type ImmutableField } from '../immutable-field';

const core = 'pkg/apis/core/validation/validation.go';

/** What no API server lets change of what Pods are given, and which of them come first. */
export const resourceFields: readonly ImmutableField[] = [
  {
    kind: '/ResourceQuota',
    path: 'spec.scopes',
    when: (_, { order }) => order === undefined,
    message: immutable,
    source: `${core}: ValidateResourceQuotaUpdate`,
  },
  {
    kind: 'node.k8s.io/RuntimeClass',
    path: 'handler',
    message: immutable,
    source: 'pkg/apis/node/validation/validation.go: ValidateRuntimeClassUpdate',
  },
  ...['ResourceClaim', 'ResourceClaimTemplate'].map((kind): ImmutableField => ({
    kind: `resource.k8s.io/${kind}`,
    path: 'spec',
    message: immutable,
    source: `pkg/apis/resource/validation/validation.go: Validate${kind}Update`,
  })),
  ...['spec.driver', 'spec.nodeName', 'spec.pool.name'].map((path): ImmutableField => ({
    kind: 'resource.k8s.io/ResourceSlice',
    path,
    message: immutable,
    source: 'pkg/apis/resource/validation/validation.go: ValidateResourceSliceUpdate',
  })),
  {
    kind: 'scheduling.k8s.io/PriorityClass',
    path: 'preemptionPolicy',
    message: immutable,
    source: 'pkg/apis/scheduling/validation/validation.go: ValidatePriorityClassUpdate',
  },
  {
    kind: 'scheduling.k8s.io/PriorityClass',
    path: 'value',
    message: 'may not be changed in an update.',
    source: 'pkg/apis/scheduling/validation/validation.go: ValidatePriorityClassUpdate',
  },
];
