import {
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  Port,
  WebService,
  Worker,
  consul,
  istio,
  linkerd,
  type ClusterProps,
} from '../../lib';

const environment = new Environment('prod', { tier: 'production' });
const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };
const image = 'registry.example/app:1.0.0';

/** Facts of a cluster whose Prometheus is part of the mesh, and asks for a label. */
export const monitored = {
  environment,
  kubernetesVersion: '1.33',
  monitoring: { product: 'prometheus-operator', labels: { release: 'metrics' } },
  network: {
    monitoring: {
      namespace: 'monitoring',
      podLabels: { app: 'prometheus' },
      mesh: { serviceAccountName: 'prometheus' },
    },
  },
} as const satisfies ClusterProps;

/** The same without anything that takes monitors and rules. */
export const unmonitored: ClusterProps = (({ monitoring: _, ...facts }) => facts)(monitored);

export const meshes = {
  'no-mesh': {},
  'istio-sidecar': { mesh: istio({ version: '1.30' }) },
  'istio-ambient': { mesh: istio({ mode: 'ambient', version: '1.30' }) },
  linkerd: { mesh: linkerd({ version: '2.20' }) },
  consul: { mesh: consul({ version: '2.0' }) },
};

/** The services of a shop: one that is asked, with metrics, and one that is not. */
export interface Shop {
  readonly chart: ClusterChart;
  readonly web: WebService;
  readonly orders: Worker;
}

export function clusterWith(props: Partial<ClusterProps>, facts: ClusterProps = monitored): Cluster {
  return new Cluster('prod-euw1', { ...facts, ...props });
}

/** A shop in one cluster, with what a test declares of it. */
export function shopIn(cluster: Cluster, declare: (shop: Shop) => unknown): Fleet {
  const fleet = new Fleet({ clusters: [cluster] });
  fleet.deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const web = new WebService(chart, 'web', { image, port: Port.http(8080), metrics: { port: 8080 }, resources });
    const orders = new Worker(chart, 'orders', { image, resources });
    declare({ chart, web, orders });
    return chart;
  });
  return fleet;
}
