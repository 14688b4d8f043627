import { Duration } from 'cdk8s';
import { Deployment, ServiceAccount } from 'cdk8s-plus-28';
import { consul, istio, linkerd, Port, WebService, Workload, type MeshFacts } from '../../lib';
import { meshShop } from './mesh-shop';

const meshes = [
  istio({ version: '1.30' }),
  linkerd({ version: '2.20', cni: true }),
  consul({ version: '2.0', cni: true }),
];

function drainFindings(mesh: MeshFacts | undefined, drain: Duration, terminationGracePeriod?: Duration) {
  const { findings } = meshShop(
    ({ chart }) =>
      new WebService(chart, 'slow', {
        image: 'registry.example/slow:1',
        port: Port.http(8080),
        ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod }),
      }).workload.mesh({ drain }, { onUnsupported: 'warn' }),
    mesh === undefined ? {} : { mesh },
  );
  return findings.filter(({ path, severity }) => path === 'mesh.drain' && severity === 'error');
}

test.each(meshes)('refuses a proxy that drains for longer than its pod may take to end ($product)', (mesh) => {
  expect(drainFindings(mesh, Duration.seconds(31))).toMatchObject([
    {
      id: 'unsupported-mesh-drain',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'slow' },
      message:
        'Invalid value: "31s": must be less than or equal to terminationGracePeriod (30s): the proxy would be killed while it still drains',
      fix: 'make drain shorter, or give the pods more time: terminationGracePeriod',
    },
  ]);
  expect(drainFindings(mesh, Duration.seconds(30))).toEqual([]);
  expect(drainFindings(mesh, Duration.seconds(31), Duration.seconds(60))).toEqual([]);
});

test('says nothing of the kind where pods have no proxy of their own', () => {
  expect(drainFindings(istio({ version: '1.30', mode: 'ambient' }), Duration.seconds(31))).toEqual([]);
  expect(drainFindings(undefined, Duration.seconds(31))).toEqual([]);
});

test('reads the grace period of a cdk8s-plus workload', () => {
  const { findings } = meshShop(({ chart }) => {
    const deployment = new Deployment(chart, 'plus', {
      metadata: { name: 'plus' },
      serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'plus'),
      containers: [{ image: 'registry.example/plus:1', portNumber: 8080 }],
      terminationGracePeriod: Duration.seconds(20),
    });
    Workload.from(deployment).mesh({ drain: Duration.seconds(25) });
  });
  expect(findings.filter(({ id }) => id === 'unsupported-mesh-drain')).toMatchObject([{ object: { name: 'plus' } }]);
});

test('takes fractions of a second, and rounds them up where the mesh knows whole seconds alone', () => {
  const annotations = (mesh: MeshFacts) =>
    JSON.stringify(
      meshShop(({ server }) => server.workload.mesh({ drain: Duration.millis(1500) }), { mesh }).objects.get(
        'Deployment/server',
      ),
    );
  expect(annotations(istio({ version: '1.30' }))).toContain('terminationDrainDuration: 1.5s');
  expect(annotations(consul({ version: '2.0', cni: true }))).toContain(
    '"consul.hashicorp.com/sidecar-proxy-lifecycle-shutdown-grace-period-seconds":"2"',
  );
});
