import { ClusterChart, istio, Port, WebService, type ClusterProps, type ClusterScope, type Manifest } from '../../lib';
import { exampleFleet } from '../example-fleet';

export const onIstio = { mesh: istio({ version: '1.30', trustDomain: 'example.org' }) } as const;

/** The parts of a shop that a test adds something to. */
export interface MeshShop {
  readonly cluster: ClusterScope;
  readonly chart: ClusterChart;
  /** Asks the server. */
  readonly client: WebService;
  readonly server: WebService;
  /** Any further workload. */
  readonly service: (name: string, port?: ReturnType<typeof Port.http>) => WebService;
}

/** A client and a server in one isolated namespace of a cluster that runs Istio, and what a test adds. */
export function meshShop(
  declare: (shop: MeshShop) => unknown = () => undefined,
  props: Partial<ClusterProps> = onIstio,
) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const service: MeshShop['service'] = (name, port = Port.http(8080)) =>
      new WebService(chart, name, { image: `registry.example/${name}:1`, port });
    const client = service('client');
    const server = service('server', Port.http(9090, { servicePort: 80 }));
    client.connections.allowTo(server);
    declare({ cluster, chart, client, server, service });
  }, props).render('test');
  const objects = new Map<string, Manifest>(
    rendered.manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]),
  );
  return { rendered, objects, findings: rendered.findings };
}
