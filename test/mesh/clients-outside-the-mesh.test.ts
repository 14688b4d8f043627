import '../../lib/testing';
import { ClusterChart, consul, istio, linkerd, Peers, Port, WebService, type MeshFacts } from '../../lib';
import { exampleFleet } from '../example-fleet';

const meshes: Readonly<Record<string, MeshFacts>> = {
  consul: consul({ version: '2.0' }),
  'istio ambient': istio({ version: '1.30', mode: 'ambient' }),
  'istio sidecar': istio({ version: '1.30' }),
  linkerd: linkerd({ version: '2.20' }),
};

/** Nothing of the infrastructure is in the mesh. */
const network = {
  monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
  ingressControllers: [{ className: 'nginx', api: 'Ingress', namespace: 'ingress-nginx', podLabels: { app: 'nginx' } }],
} as const;

describe.each(Object.entries(meshes))('%s', (_, mesh) => {
  test('a workload that only an ingress controller outside the mesh asks passes the checks', () => {
    const tree = exampleFleet(
      (cluster) => {
        const web = declareWeb(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'web');
        web.expose({ hosts: ['a.example'] });
        web.workload.mesh({ permissivePorts: [8080] });
      },
      { mesh, network },
    ).render('test');
    expect(tree.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a strict workload that a client outside the mesh asks has one error', () => {
    const tree = exampleFleet(
      (cluster) => {
        const web = declareWeb(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'web');
        web.connections.allowFrom(Peers.ingress('nginx'));
      },
      { mesh, network },
    ).render('test');
    expect(tree.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id)).toEqual([
      'unsupported-mesh-client',
    ]);
  });
});

function declareWeb(chart: ClusterChart, name: string): WebService {
  return new WebService(chart, name, { image: 'registry.example/web:1', port: Port.http(8080) });
}
