/** Label on every object that this library makes: who looks at the cluster finds out where to change it. */
export const managedBy = { 'app.kubernetes.io/managed-by': 'cdk8s-blueprints' } as const;
