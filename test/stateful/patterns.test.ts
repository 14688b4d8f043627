import { ClusterChart, Environment, consul, istio, linkerd } from '../../lib';
import { describeBlueprint } from '../../lib/testing';
import { exampleFleet, render } from '../example-fleet';
import { exampleStores, quorumStore } from './example-stores';

const everyMeshOfPorts = {
  'no-mesh': undefined,
  'istio-sidecar': istio({ mode: 'sidecar', version: '1.30' }),
  'istio-ambient': istio({ mode: 'ambient', version: '1.30' }),
  linkerd: linkerd({ version: '2.20' }),
};

for (const [name, build] of Object.entries(exampleStores)) {
  // What is emitted for a mesh does not depend on the Kubernetes version.
  describeBlueprint(`${name} on every version`, build, { meshes: { 'no-mesh': undefined } });
  describeBlueprint(`${name} in every mesh that knows ports`, build, {
    meshes: everyMeshOfPorts,
    kubernetesVersions: ['1.34'],
    environments: [new Environment('prod', { tier: 'production' })],
  });
}

describe('Consul, which knows one port of a service', () => {
  const mesh = consul({ version: '2.0' });

  test('refuses traffic among peers, and names what can be done', () => {
    const { findings } = exampleFleet(
      (cluster) => void quorumStore(new ClusterChart(cluster, 'shop', { namespace: 'shop' })),
      { mesh },
    ).check('test');
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { path: 'connection.ports', fix: expect.stringContaining('mesh({ enrolled: false })') as string },
    ]);
  });

  test('registers pods by the Service for clients, and ignores the headless one', () => {
    const objects = render(
      (cluster) => exampleStores.PrimaryReplicaStore?.(new ClusterChart(cluster, 'shop', { namespace: 'shop' })),
      { mesh },
    );
    const label = 'consul.hashicorp.com/service-ignore';
    expect(objects.get('Service/postgres-primary-peers')?.metadata.labels).toMatchObject({ [label]: 'true' });
    expect(objects.get('Service/postgres-primary')?.metadata.labels).not.toHaveProperty([label]);
  });

  test('has nothing against a store outside the mesh', () => {
    const objects = render(
      (cluster) => void quorumStore(new ClusterChart(cluster, 'shop', { namespace: 'shop' })).mesh({ enrolled: false }),
      { mesh },
    );
    expect(objects.has('StatefulSet/etcd')).toBe(true);
  });
});
