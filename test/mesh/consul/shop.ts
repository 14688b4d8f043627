import {
  ClusterChart,
  consul,
  Port,
  WebService,
  type ClusterProps,
  type ClusterScope,
  type Manifest,
} from '../../../lib';
import type { ConsulOptions } from '../../../lib';
import { exampleFleet } from '../../example-fleet';

export interface Shop {
  readonly cluster: ClusterScope;
  readonly chart: ClusterChart;
  readonly client: WebService;
  readonly server: WebService;
}

export interface RenderedShop {
  /** By `Kind/name`. */
  readonly objects: ReadonlyMap<string, Manifest>;
  /** Errors and warnings, as a user reads them. */
  readonly problems: readonly string[];
  /** How to go on after each of them. */
  readonly fixes: readonly string[];
  /** What is worth knowing, and stops nothing. */
  readonly notes: readonly string[];
}

/** A client and a server in one namespace of a cluster that runs Consul, and what a test adds. */
export function shop(
  declare: (shop: Shop) => unknown = () => undefined,
  mesh: Partial<ConsulOptions> = {},
  props: Partial<ClusterProps> = {},
): RenderedShop {
  const { manifests, findings } = exampleFleet(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const client = new WebService(chart, 'client', { image: 'registry.example/client:1', port: Port.http(8080) });
      const server = new WebService(chart, 'server', {
        image: 'registry.example/server:1',
        port: Port.http(9090, { servicePort: 80 }),
      });
      client.connections.allowTo(server);
      declare({ cluster, chart, client, server });
    },
    { mesh: consul({ version: '2.0', ...mesh }), ...props },
  ).render('test');
  const of = (wanted: (severity: string) => boolean) => findings.filter(({ severity }) => wanted(severity));
  const problems = of((severity) => severity !== 'info');
  return {
    objects: new Map(manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest])),
    problems: problems.map(({ severity, path, message }) => `${severity} ${path}: ${message}`),
    fixes: problems.map(({ fix }) => fix),
    notes: of((severity) => severity === 'info').map(({ path, message }) => `${path}: ${message}`),
  };
}

/** Another workload of the chart. */
export function service(chart: ClusterChart, name: string, port = Port.http(9090, { servicePort: 80 })): WebService {
  return new WebService(chart, name, { image: `registry.example/${name}:1`, port });
}
