import type { ClusterFacts } from '../../lib/fleet/cluster-facts';
import type { JsonObject, JsonValue } from '../../lib/manifest/objects/json';
import { isJsonObject } from '../../lib/manifest/objects/json';

const defaults: ClusterFacts = {
  name: 'prod-euw1',
  environment: { name: 'prod', tier: 'production' },
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  jurisdictions: [],
  nodePools: [],
  kubernetesVersion: '1.34',
  dnsDomain: 'cluster.local',
  network: {
    cni: { product: 'cilium', networkPolicy: true, endPort: true, sctp: true, ciliumNetworkPolicy: false },
    dns: {
      namespace: 'kube-system',
      podLabels: { 'k8s-app': 'kube-dns' },
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
    ingressControllers: [
      {
        className: 'nginx',
        api: 'Ingress',
        namespace: 'ingress-nginx',
        podLabels: { 'app.kubernetes.io/name': 'ingress-nginx' },
      },
    ],
    apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 },
    nodeCidrs: ['10.0.0.0/16'],
  },
  autoscalers: { resourceMetrics: true, metricAdapters: [] },
  externalObjects: [],
  operators: [],
  storageClasses: [],
};

/** A production cluster, with what a test says differently: maps are merged, lists and scalars replaced. */
export function facts(overrides: JsonObject = {}): ClusterFacts {
  return merge(JSON.parse(JSON.stringify(defaults)) as JsonObject, overrides) as unknown as ClusterFacts;
}

function merge(base: JsonObject, overrides: JsonObject): JsonObject {
  const merged: Record<string, JsonValue | undefined> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const before = merged[key];
    merged[key] = isJsonObject(before) && isJsonObject(value) ? merge(before, value) : value;
  }
  return merged;
}
