import { Cluster, consul, Environment, istio, linkerd, type KubernetesVersion, type MeshFacts } from '../../lib';

const environment = new Environment('prod');

test.each<[string, MeshFacts, KubernetesVersion, boolean]>([
  ['Istio trusts nodes from 1.33 on', istio({ version: '1.30' }), '1.32', false],
  ['Istio trusts nodes from 1.33 on', istio({ version: '1.30' }), '1.33', true],
  ['Istio before 1.27 does not of its own accord', istio({ version: '1.26' }), '1.36', false],
  ['Istio may be told to', istio({ version: '1.26', nativeSidecars: true }), '1.29', true],
  ['Linkerd does from 2.20 on', linkerd({ version: '2.20' }), '1.30', true],
  ['Linkerd before 2.20 does not', linkerd({ version: '2.18' }), '1.36', false],
  ['Linkerd may be told not to', linkerd({ version: '2.20', nativeSidecars: false }), '1.36', false],
  ['Consul does not', consul({ version: '2.0' }), '1.36', false],
  ['nothing does before Kubernetes has them', linkerd({ version: '2.20', nativeSidecars: true }), '1.28', false],
])('proxies are restartable init containers: %s', (_, mesh, kubernetesVersion, expected) => {
  const cluster = new Cluster('a', { environment, kubernetesVersion, mesh });
  expect(cluster.mesh?.nativeSidecars).toBe(expected);
});
