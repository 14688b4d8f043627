/** Whether the objects of an API group say how others behave, or stand for what is elsewhere: no pods are made of them. */
export function isPolicyGroup(group: string): boolean {
  return policyGroups.has(group) || policyDomains.some((domain) => group.endsWith(domain));
}

const policyGroups: ReadonlySet<string> = new Set([
  'autoscaling.k8s.io',
  'bitnami.com',
  'cert-manager.io',
  'cilium.io',
  'cloud.google.com',
  'configuration.konghq.com',
  'consul.hashicorp.com',
  'crd.projectcalico.org',
  'elbv2.k8s.aws',
  'external-secrets.io',
  'flagger.app',
  'gateway.envoyproxy.io',
  'getambassador.io',
  'k8s.cni.cncf.io',
  'keda.sh',
  'kyverno.io',
  'linkerd.io',
  'metallb.io',
  'monitoring.coreos.com',
  'multicluster.x-k8s.io',
  'networking.gke.io',
  'networking.istio.io',
  'policy.linkerd.io',
  'policy.networking.k8s.io',
  'projectcalico.org',
  'projectcontour.io',
  'route.openshift.io',
  'secrets-store.csi.x-k8s.io',
  'secrets.hashicorp.com',
  'security.istio.io',
  'snapshot.storage.k8s.io',
  'telemetry.istio.io',
  'traefik.containo.us',
  'traefik.io',
]);

/** Domains all of whose groups are such. */
const policyDomains = ['.gatekeeper.sh', '.smi-spec.io', '.toolkit.fluxcd.io'];
