import { Cluster, consul, Environment, istio, linkerd, type MeshFacts } from '../../lib';
import { cniFacts } from '../../lib/fleet/cni';
import { describeCluster, type ClusterDescription } from '../../lib/fleet/describe-cluster';
import { meshFrom } from '../../lib/fleet/mesh-facts';
import { readInventoriedFacts } from '../../lib/cli/cluster-facts-file';
import { formatInventory, parseInventory } from '../../lib/synth/writer/inventory';
import { clusterFor } from '../../lib/cli/cluster-for';

const environment = new Environment('prod', { tier: 'production' });
const minimal = { environment, kubernetesVersion: '1.33' } as const;
const everything = {
  ...minimal,
  region: 'eu-west-1',
  zones: ['a', 'b'],
  dnsDomain: 'shop.local',
  cni: cniFacts('cilium', { sctp: true }),
  mesh: istio({ version: '1.30', mode: 'ambient', extensionProviders: ['zipkin'] }),
  gatewayApi: { version: '1.5', channel: 'standard', gamma: true },
  network: {
    monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
    apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 },
    nodeCidrs: ['10.0.0.0/16'],
  },
  externalObjects: [{ kind: 'Secret', namespace: 'shop', name: 'tls' }],
} as const;

/** As it comes back from a file. */
function written(description: ClusterDescription) {
  const text = formatInventory({ environment: 'prod', cluster: 'a', facts: description, objects: [] });
  return readInventoriedFacts(parseInventory(text, 'a.json', 'prod/a').facts, 'a.json');
}

test('what is so by default is not said', () => {
  expect(describeCluster(new Cluster('a', minimal))).toEqual({ kubernetesVersion: '1.33', tier: 'production' });
  expect(describeCluster(new Cluster('a', { ...minimal, cni: 'calico' }))).toMatchObject({ cni: 'calico' });
});

test.each<MeshFacts>([
  istio({ version: '1.30' }),
  linkerd({ version: '2.20', cni: false }),
  consul({ version: '2.0', peers: ['east'], terminatingGateway: 'out' }),
])('$product is described by what it does differently, and nothing is lost', (mesh) => {
  const cluster = new Cluster('a', { ...minimal, mesh });
  const described = describeCluster(cluster);
  const { mesh: read } = written(described);
  expect(Object.keys(read ?? {}).length).toBeLessThan(Object.keys(mesh).length);
  expect(read && meshFrom(read, cluster.kubernetesVersion)).toEqual(cluster.mesh);
});

test('a cluster that is read back from its description is the same', () => {
  const cluster = new Cluster('a', everything);
  const facts = written(describeCluster(cluster));
  const tree = { cluster: 'a', environment: 'prod' };
  expect(clusterFor({ tree, facts, kubernetes: undefined, layers: [] }).cluster).toEqual(cluster);
});

test('an inventory of an older version says which ingress controllers there are', () => {
  const nginx = { className: 'nginx', api: 'Ingress', namespace: 'edge', podLabels: { app: 'nginx' } };
  const facts = readInventoriedFacts({ kubernetesVersion: '1.99', ingressControllers: [nginx] }, 'a.json');
  expect(facts).toEqual({ network: { ingressControllers: [nginx] } });
});
