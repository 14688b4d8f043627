/** What a port allows where no authorization says more: values of `Server.spec.accessPolicy` and of the annotation on pods and namespaces. */
export const accessPolicies = [
  'all-authenticated',
  'all-unauthenticated',
  'audit',
  'cluster-authenticated',
  'cluster-unauthenticated',
  'deny',
] as const;
