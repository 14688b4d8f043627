import {
  formatYaml,
  ClusterChart,
  consul,
  istio,
  linkerd,
  Peers,
  Port,
  WebService,
  type ClusterProps,
  type MeshFacts,
} from '../../lib';
import { exampleFleet } from '../example-fleet';

const meshes: Readonly<Record<string, MeshFacts>> = {
  consul: consul({ version: '2.0' }),
  'istio ambient': istio({ version: '1.30', mode: 'ambient' }),
  'istio sidecar': istio({ version: '1.30' }),
  linkerd: linkerd({ version: '2.20' }),
};
const gatewayApi = { version: '1.5', channel: 'standard' } as const;
const prometheus = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };

describe.each(Object.entries(meshes))('a canary on %s', (_, mesh) => {
  const onMesh = { mesh, gatewayApi };

  test('is not opened to clients outside the mesh, whose requests no proxy splits', () => {
    const outside = { ...onMesh, network: { monitoring: prometheus } };
    expect(canaryObjects((server) => server.connections.allowFrom(Peers.monitoring()), outside)).toEqual(
      canaryObjects(() => undefined, outside),
    );
  });

  test('is open to those of the mesh', () => {
    const inside = {
      ...onMesh,
      network: { monitoring: { ...prometheus, mesh: { serviceAccountName: 'prometheus' } } },
    };
    expect(canaryObjects((server) => server.connections.allowFrom(Peers.monitoring()), inside)).toContain('prometheus');
  });
});

/** Every object about the canary of a server, whose only client is what a test declares. */
function canaryObjects(declare: (server: WebService) => unknown, props: Partial<ClusterProps>): string {
  const { manifests, findings } = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const web = (name: string) =>
      new WebService(chart, name, { image: 'registry.example/web:1', port: Port.http(8080) });
    const [server, canary] = [web('server'), web('canary')];
    // What takes unencrypted requests, so that clients outside the mesh are no error.
    for (const each of [server, canary]) each.workload.mesh({ permissivePorts: [8080] });
    server.traffic.set({ split: [{ to: canary, weight: 10 }] });
    declare(server);
  }, props).render('test');
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return manifests
    .filter(({ manifest }) => (manifest.metadata.name ?? '').startsWith('canary'))
    .map(({ manifest }) => formatYaml(manifest))
    .join();
}
