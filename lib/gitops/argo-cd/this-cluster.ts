/** The API server of the cluster that Argo CD runs in, as Argo CD calls it. */
export const thisCluster = 'https://kubernetes.default.svc';
