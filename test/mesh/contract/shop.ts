import { ClusterChart, Port, WebService, type ClusterProps, type ClusterScope } from '../../../lib';

/** The workloads that every case of the contract is about. */
export interface Shop {
  readonly cluster: ClusterScope;
  readonly chart: ClusterChart;
  /** Calls the cart. */
  readonly frontend: WebService;
  /** Serves HTTP. */
  readonly cart: WebService;
  /** Another version of the cart, for what a policy sends elsewhere. */
  readonly canary: WebService;
  /** Serves something that is not HTTP. */
  readonly store: WebService;
}

/** Facts of the cluster that the shop runs in, besides those of its mesh. */
export const shopCluster = {
  kubernetesVersion: '1.33',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  network: {
    apiServer: { cidrs: ['10.0.0.1/32'], port: 443 },
    monitoring: {
      namespace: 'monitoring',
      podLabels: { app: 'prometheus' },
      mesh: { serviceAccountName: 'prometheus' },
    },
    ingressControllers: [
      {
        className: 'public',
        api: 'Gateway',
        gateway: { namespace: 'gateways', name: 'public' },
        namespace: 'gateways',
        podLabels: { app: 'gateway' },
        mesh: { serviceAccountName: 'gateway' },
      },
    ],
  },
  externalObjects: [
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'gateways', name: 'public' },
    { kind: 'Namespace', name: 'gateways' },
  ],
} as const satisfies Partial<ClusterProps>;

/** A frontend, a cart in two versions and a store, of which the frontend may ask the cart and the cart the store. */
export function declareShop(cluster: ClusterScope, { chart: chartLabels, workload }: ShopLabels = {}): Shop {
  const chart = new ClusterChart(cluster, 'shop', {
    namespace: 'shop',
    ...(chartLabels === undefined ? {} : { labels: chartLabels }),
  });
  const frontend = service(chart, 'frontend', Port.http(8080), workload);
  const cart = service(chart, 'cart', Port.http(9090, { servicePort: 80 }), workload);
  const canary = service(chart, 'canary', Port.http(9090, { servicePort: 80 }), workload);
  const store = service(chart, 'store', Port.redis(6379), workload);
  frontend.connections.allowTo(cart);
  cart.connections.allowTo(store);
  return { cluster, chart, frontend, cart, canary, store };
}

/** Labels that the user gives to the shop's chart, and to each of its workloads. */
export interface ShopLabels {
  readonly chart?: Readonly<Record<string, string>>;
  readonly workload?: Readonly<Record<string, string>>;
}

/** One more workload of the shop, or of another chart. */
export function service(
  chart: ClusterChart,
  id: string,
  port: ReturnType<typeof Port.http>,
  labels?: ShopLabels['workload'],
): WebService {
  return new WebService(chart, id, {
    ...(labels === undefined ? {} : { labels }),
    image: `registry.example/${id}:1.0.0`,
    port,
    probes: {
      readiness: port.application === 'http' ? { httpGet: { path: '/healthz' } } : { tcpSocket: {} },
    },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
}
