import { immutable, type ImmutableField } from '../immutable-field';

/** What no API server lets change of grants and certificates. */
export const accessFields: readonly ImmutableField[] = [
  {
    kind: 'certificates.k8s.io/ClusterTrustBundle',
    path: 'spec.signerName',
    message: immutable,
    source: 'pkg/apis/certificates/validation/validation.go: ValidateClusterTrustBundleUpdate',
  },
  ...['ClusterRoleBinding', 'RoleBinding'].map((kind): ImmutableField => ({
    kind: `rbac.authorization.k8s.io/${kind}`,
    path: 'roleRef',
    message: 'cannot change roleRef',
    source: `pkg/apis/rbac/validation/validation.go: Validate${kind}Update`,
  })),
];
