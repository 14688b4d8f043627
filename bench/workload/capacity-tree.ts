import { ManifestSet, readNodes, type Manifest, type Nodes } from '../../lib';

/** So many Deployments of three pods, a tenth of them spread over zones, a tenth kept apart by host, on pools of nodes. */
export function capacityTree(workloads: number): { readonly manifests: ManifestSet; readonly nodes: Nodes } {
  const pools = 20;
  const objects = Array.from({ length: workloads }, (_, index) => ({ manifest: deployment(index, pools) }));
  const nodes = Array.from({ length: Math.ceil(workloads / 4) }, (_, index) => ({ manifest: node(index, pools) }));
  return { manifests: new ManifestSet(objects), nodes: readNodes(nodes) };
}

function deployment(index: number, pools: number): Manifest {
  const app = `app-${index}`;
  const labelSelector = { matchLabels: { app } };
  const spread = {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector,
  };
  const apart = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace: `team-${index % 50}` },
    spec: {
      replicas: 3,
      selector: labelSelector,
      template: {
        metadata: { labels: { app } },
        spec: {
          nodeSelector: { pool: `pool-${index % pools}` },
          containers: [
            {
              name: 'app',
              image: 'app:1',
              resources: { requests: { cpu: `${100 + (index % 5) * 50}m`, memory: '256Mi' } },
            },
          ],
          ...(index % 10 === 0 && { topologySpreadConstraints: [spread] }),
          ...(index % 10 === 1 && { affinity: { podAntiAffinity: apart } }),
        },
      },
    },
  };
}

function node(index: number, pools: number): Manifest {
  const name = `node-${index}`;
  const zone = ['a', 'b', 'c'][Math.floor(index / pools) % 3] ?? 'a';
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone, pool: `pool-${index % pools}` },
    },
    status: { allocatable: { cpu: '4', memory: '16Gi', pods: '110' } },
  };
}
