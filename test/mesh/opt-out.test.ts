import { ClusterChart, consul, istio, linkerd, Port, WebService, type MeshFacts } from '../../lib';
import { noMeshOptOut } from '../../lib/checks/mesh/no-mesh-opt-out';
import { runChecks } from '../../lib/checks/run-checks';
import { exampleCluster, exampleFleet } from '../example-fleet';

const optOuts: readonly (readonly [string, MeshFacts, PodMetadata])[] = [
  ['istio-sidecar', istio({ version: '1.30' }), { podLabels: { 'sidecar.istio.io/inject': 'false' } }],
  ['istio-ambient', istio({ version: '1.30', mode: 'ambient' }), { podLabels: { 'istio.io/dataplane-mode': 'none' } }],
  ['linkerd', linkerd({ version: '2.20', cni: true }), { podAnnotations: { 'linkerd.io/inject': 'disabled' } }],
  [
    'consul',
    consul({ version: '2.0', cni: true }),
    { podAnnotations: { 'consul.hashicorp.com/connect-inject': 'false' } },
  ],
];

interface PodMetadata {
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

/** What is found where the pods of a client or a server of the mesh opt out behind its back. */
function found(mesh: MeshFacts, { client = {}, server = {} }: Readonly<Record<string, PodMetadata>>) {
  const fleet = exampleFleet(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const port = Port.http(8080);
      const asks = new WebService(chart, 'client', { image: 'registry.example/client:1', port, ...client });
      const serves = new WebService(chart, 'server', { image: 'registry.example/server:1', port, ...server });
      asks.connections.allowTo(serves);
    },
    { mesh },
  );
  const { manifests } = fleet.render('test');
  const { findings } = runChecks({ manifests, cluster: exampleCluster({ mesh }), checks: [noMeshOptOut] });
  return findings.map(({ object }) => object.name);
}

test.each(optOuts)(
  'a server that opts out of %s although connections say who may ask it is an error',
  (_, mesh, pods) => {
    expect(found(mesh, {})).toEqual([]);
    expect(found(mesh, { server: pods })).toEqual(['server']);
  },
);

test.each(optOuts)(
  'a client that opts out of %s although a server lets it in by its identity is an error',
  (_, mesh, pods) => {
    expect(found(mesh, { client: pods })).toEqual(['client']);
  },
);
