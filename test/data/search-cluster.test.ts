import { Size } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  consul,
  Environment,
  Fleet,
  istio,
  linkerd,
  Port,
  WebService,
  type ClusterProps,
  type OperatorFacts,
} from '../../lib';
import { SearchCluster, type SearchClusterProps } from '../../lib/data';
import { Field } from '../../lib/manifest/objects/field';
import { parseLabels, type Labels } from '../../lib/manifest/objects/label-selector';
import { synthesize, type Tree } from '../../lib/testing';

const eck: OperatorFacts = {
  product: 'eck',
  version: '3.5',
  namespace: 'elastic-system',
  podLabels: { 'control-plane': 'elastic-operator' },
};
const storage = { size: Size.gibibytes(50), storageClassName: 'fast' };
const resources = { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } };
const small: SearchClusterProps = {
  version: '9.2.0',
  tiers: { nodes: { instances: 3, storage, resources } },
};
const large: SearchClusterProps = {
  version: '9.2.0',
  tiers: {
    masters: { instances: 3, roles: ['master'], storage: { size: Size.gibibytes(5) }, resources },
    hot: { instances: 3, roles: ['data_hot', 'data_content', 'ingest'], storage, resources },
    cold: { instances: 2, roles: ['data_cold'], storage, resources, config: { 'node.attr.kind': 'cold' } },
  },
  secureSettings: ['bucket-keys'],
  users: ['web-user'],
  kibana: { instances: 2, resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } } },
};

function searchFleet(props: SearchClusterProps, facts: Partial<ClusterProps> = {}): Fleet {
  const secrets = ['bucket-keys', 'web-user', 'logs-es-elastic-user'];
  const cluster = new Cluster('prod-1', {
    environment: new Environment('prod', { tier: 'production' }),
    kubernetesVersion: '1.34',
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    operators: [eck],
    externalObjects: secrets.map((name) => ({ kind: 'Secret', namespace: 'search', name })),
    ...facts,
  });
  return new Fleet({ clusters: [cluster] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'search', { namespace: 'search' });
    const logs = new SearchCluster(chart, 'logs', props);
    const web = new WebService(chart, 'web', {
      image: 'registry.example/web:1.0.0',
      port: Port.http(8080),
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      probes: { readiness: { httpGet: { path: '/healthz' } } },
      env: logs.env(props.users === undefined ? {} : { user: 'web-user' }),
    });
    web.connections.allowTo(logs);
  });
}

const treeOf = (...args: Parameters<typeof searchFleet>) => synthesize(searchFleet(...args), 'prod-1');

function object(tree: Tree, kind: string, name = 'logs'): Field {
  const found = tree.manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return Field.root(found.manifest);
}

/** The one label of a selector. */
function labelIn(labels: Labels = {}): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

describe.each<[string, Partial<ClusterProps>]>([
  ['without a mesh', {}],
  ['beside the sidecar mesh of Istio', { mesh: istio({ version: '1.30' }) }],
  ['beside the ambient mesh of Istio', { mesh: istio({ version: '1.30', mode: 'ambient' }) }],
  ['beside Linkerd', { mesh: linkerd({ version: '2.20' }) }],
  ['beside Consul', { mesh: consul({ version: '2.0' }) }],
])('a search cluster %s', (_, facts) => {
  test('passes the checks of production with little said and with all', () => {
    expect(treeOf(small, facts)).toPassChecks();
    expect(treeOf(large, facts)).toPassChecks();
  });

  test('is reached by its clients and the operator at the port of its Service, and by its own nodes at theirs', () => {
    const rules = object(treeOf(large, facts), 'NetworkPolicy', 'logs-es').at('spec', 'ingress').items();
    const callers = (port: number) =>
      rules
        .filter((rule) =>
          rule
            .at('ports')
            .items()
            .some((one) => one.at('port').number === port),
        )
        .flatMap((rule) => rule.at('from').items())
        .map((from) => labelIn(parseLabels(from.at('podSelector', 'matchLabels').value)));
    expect(callers(9200).sort()).toEqual([
      'app.kubernetes.io/name=web',
      'control-plane=elastic-operator',
      'kibana.k8s.elastic.co/name=logs',
    ]);
    expect(callers(9300)).toEqual(['elasticsearch.k8s.elastic.co/cluster-name=logs']);
  });
});

test('each tier is a set of nodes with its roles, its volume, and a machine of its own in production', () => {
  const [masters, hot, cold] = object(treeOf(large), 'Elasticsearch').at('spec', 'nodeSets').items();
  expect([masters, hot, cold].map((tier) => [tier?.at('name').text, tier?.at('count').number])).toEqual([
    ['masters', 3],
    ['hot', 3],
    ['cold', 2],
  ]);
  expect(cold?.at('config').value).toEqual({
    'node.store.allow_mmap': false,
    'node.roles': ['data_cold'],
    'node.attr.kind': 'cold',
  });
  expect(hot?.at('volumeClaimTemplates').items()[0]?.at('metadata', 'name').text).toBe('elasticsearch-data');
  expect(hot?.at('zoneAwareness', 'topologyKey').text).toBe('topology.kubernetes.io/zone');
  const affinity = hot?.at('podTemplate', 'spec', 'affinity', 'podAntiAffinity');
  expect(affinity?.at('requiredDuringSchedulingIgnoredDuringExecution').items()).toHaveLength(1);
});

test('what leaves Git leaves its volumes', () => {
  expect(object(treeOf(small), 'Elasticsearch').at('spec', 'volumeClaimDeletePolicy').text).toBe(
    'DeleteOnScaledownOnly',
  );
});

test('the nodes of every tier stand outside of the mesh, and so does Kibana', () => {
  const tree = treeOf(large, { mesh: istio({ version: '1.30' }) });
  const label = (field: Field) => field.at('podTemplate', 'metadata', 'labels').entry('sidecar.istio.io/inject').text;
  const tiers = object(tree, 'Elasticsearch').at('spec', 'nodeSets').items();
  expect([...tiers, object(tree, 'Kibana').at('spec')].map(label)).toEqual(['false', 'false', 'false', 'false']);
});

test('a client gets the address and one of the users', () => {
  const env = (tree: Tree) => {
    const [container] = object(tree, 'Deployment', 'web').at('spec', 'template', 'spec', 'containers').items();
    return container?.at('env').value;
  };
  const url = { name: 'ELASTICSEARCH_URL', value: 'https://logs-es-http.search.svc.cluster.local:9200' };
  expect(env(treeOf(small))).toEqual(
    expect.arrayContaining([
      url,
      { name: 'ELASTICSEARCH_PASSWORD', valueFrom: { secretKeyRef: { name: 'logs-es-elastic-user', key: 'elastic' } } },
    ]),
  );
  expect(env(treeOf(large))).toEqual(
    expect.arrayContaining([
      url,
      { name: 'ELASTICSEARCH_USERNAME', valueFrom: { secretKeyRef: { name: 'web-user', key: 'username' } } },
    ]),
  );
});

test.each<[title: string, props: unknown, facts: Partial<ClusterProps>, message: RegExp]>([
  ['a cluster without the operator', small, { operators: [] }, /runs no Elastic Cloud on Kubernetes/],
  [
    'zones where the operator is too old',
    { ...small, zones: true },
    { operators: [{ ...eck, version: '3.3' }] },
    /version 3.3 of the operator does not spread/,
  ],
  [
    'tiers that nobody of can elect',
    { ...small, tiers: { hot: { instances: 3, roles: ['data_hot'], storage } } },
    {},
    /no tier has the role master/,
  ],
  [
    'a role that there is not',
    { ...small, tiers: { nodes: { instances: 3, roles: ['mater'], storage } } },
    {},
    /Unsupported value: "mater"/,
  ],
  ['a version in part', { ...small, version: '9' }, {}, /must be a version in full/],
  ['a misspelt prop', { ...small, tires: {} }, {}, /tires.*tiers/s],
])('%s is refused', (_, props, facts, message) => {
  expect(() => treeOf(props as SearchClusterProps, facts)).toThrow(message);
});
