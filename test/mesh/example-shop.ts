import { ClusterChart, Port, WebService, type ClusterProps, type Finding, type Manifest } from '../../lib';
import { exampleFleet } from '../example-fleet';

export interface ShopParts {
  readonly chart: ClusterChart;
  readonly client: WebService;
  readonly server: WebService;
  /** Another version of the server, which nobody calls by its name. */
  readonly canary: WebService;
}

/** A client, a server and its canary in one namespace of a cluster, and what a test adds. */
export function renderShop(
  props: Partial<ClusterProps>,
  declare: (parts: ShopParts) => unknown = () => undefined,
): { readonly objects: ReadonlyMap<string, Manifest>; readonly findings: readonly Finding[] } {
  const { manifests, findings } = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const [client, server, canary] = ['client', 'server', 'canary'].map((id) => webService(chart, id));
    if (client === undefined || server === undefined || canary === undefined) throw new Error('unreachable');
    client.connections.allowTo(server);
    declare({ chart, client, server, canary });
  }, props).render('test');
  return {
    findings,
    objects: new Map(
      manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest] as const),
    ),
  };
}

/** A web service that listens on 9090 behind port 80. */
export function webService(chart: ClusterChart, id: string, port = Port.http(9090, { servicePort: 80 })): WebService {
  return new WebService(chart, id, {
    image: `registry.example/${id}:1`,
    port,
    probes: { readiness: { tcpSocket: {} } },
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
}
