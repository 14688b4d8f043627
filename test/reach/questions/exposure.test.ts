import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatExposedPorts } from '../../../lib/report/reach/format-exposed-ports';
import { formatUnknownPods } from '../../../lib/reach/space/unknown-pods';
import { adminNetworkPolicy, deployment, namespace, networkPolicy, reach } from '../tree';

const web = deployment('shop/web');
const isolated = (ingress: readonly JsonObject[], podSelector: JsonObject = { matchLabels: { app: 'web' } }) =>
  networkPolicy('shop/web', { podSelector, policyTypes: ['Ingress', 'Egress'], ingress });

const exposure = (...objects: readonly Manifest[]) =>
  reach(web, ...objects)
    .exposure()
    .map(({ direction, peer, ports }) => `${direction} ${formatUnknownPods(peer)}: ${ports.toString()}`);

test('without policies a workload is exposed to the entire cluster, both ways', () => {
  expect(exposure()).toEqual([
    'ingress the entire cluster: all connections',
    'egress the entire cluster: all connections',
  ]);
});

test('an isolated workload is exposed to nothing', () => {
  expect(exposure(isolated([]))).toEqual([]);
});

test('each distinct selector of peers is told with the ports it gets', () => {
  const byLabel = {
    namespaceSelector: { matchLabels: { team: 'ops' } },
    podSelector: { matchLabels: { app: 'agent' } },
  };
  const rules = [
    { from: [byLabel], ports: [{ port: 9090 }] },
    { from: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }], ports: [{ port: 80 }] },
  ];
  expect(exposure(isolated(rules))).toEqual([
    'ingress pods with app=agent in namespaces with team=ops: TCP 80,9090',
    'ingress all pods in namespaces with team=ops: TCP 80',
  ]);
});

test('what the entire cluster may do is not repeated for pods with labels', () => {
  const rules = [
    { from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] },
    { from: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }], ports: [{ port: 80 }] },
  ];
  expect(exposure(isolated(rules))).toEqual(['ingress the entire cluster: TCP 80']);
});

test('pods with labels that some workload of that namespace has are in the manifests already', () => {
  const from = [{ podSelector: { matchLabels: { app: 'cart' } } }];
  expect(exposure(isolated([{ from }]))).toEqual(['ingress pods with app=cart in shop: all connections']);
  expect(exposure(isolated([{ from }]), deployment('shop/cart')).filter((line) => line.includes('app=cart'))).toEqual(
    [],
  );
});

test('what every pod of a namespace may do, one that is not there yet may, too', () => {
  const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } }];
  expect(exposure(isolated([{ from }]), deployment('ops/agent'))).toContain('ingress all pods in ops: all connections');
});

describe('a port that egress opens by name', () => {
  const egress = (...rules: readonly JsonObject[]) =>
    networkPolicy('shop/web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: rules });
  const named = (...objects: readonly Manifest[]) =>
    reach(web, ...objects)
      .exposure()
      .filter(({ direction, workload }) => direction === 'egress' && workload.name === 'web')
      .map(({ peer, ports, portNames, rules }) => [
        formatUnknownPods(peer),
        formatExposedPorts({ ports, portNames }),
        rules,
      ]);
  test('is told by its name, whatever number it has at pods that are not there', () => {
    const rule = { to: [{ namespaceSelector: {} }], ports: [{ port: 'http' }, { port: 53, protocol: 'UDP' }] };
    expect(named(egress(rule))).toEqual([
      [
        'the entire cluster',
        'UDP 53, TCP http',
        ['NetworkPolicy shop/web spec.egress[0]', 'no policy isolates the unknown pods for ingress'],
      ],
    ]);
  });
  test('counts in namespaces that are there, too', () => {
    const rule = { to: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }], ports: [{ port: 'http' }] };
    const agent = deployment('ops/agent', { ports: [{ name: 'http', containerPort: 8080 }] });
    expect(named(egress(rule), namespace('ops', { team: 'ops' }), agent)).toEqual([
      ['all pods in namespaces with team=ops', 'TCP http', ['NetworkPolicy shop/web spec.egress[0]']],
    ]);
  });
  test('is not told where every port is open, or denied before', () => {
    const rule = { to: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] };
    const open = { to: [{ namespaceSelector: {} }], ports: [{ protocol: 'TCP' }] };
    expect(named(egress(rule, open)).map(([, ports]) => ports)).toEqual(['TCP 1-65535']);
    const deny = adminNetworkPolicy('deny', {
      priority: 1,
      subject: { namespaces: {} },
      egress: [{ action: 'Deny', to: [{ namespaces: {} }] }],
    });
    expect(named(egress(rule), deny)).toEqual([]);
  });
});

test('a namespace that a selector names is told by its name', () => {
  const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];
  expect(exposure(isolated([{ from }]))).toEqual(['ingress all pods in monitoring: all connections']);
});

test('a known namespace that does not have the labels cannot be meant', () => {
  const matchLabels = { 'kubernetes.io/metadata.name': 'monitoring', team: 'ops' };
  const rules = [{ from: [{ namespaceSelector: { matchLabels } }] }];
  expect(exposure(isolated(rules), namespace('monitoring', { team: 'other' }))).toEqual([]);
});

test('one example is told for each value of an In list, and none where nothing can fulfil a selector', () => {
  const anyOf = { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] };
  const never = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] };
  expect(exposure(isolated([{ from: [{ podSelector: anyOf }, { podSelector: never }] }]))).toEqual([
    'ingress pods with app=a in shop: all connections',
    'ingress pods with app=b in shop: all connections',
  ]);
});

test('an example for Exists carries the label, one for DoesNotExist is covered by the entire cluster', () => {
  const exists = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
  const missing = { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] };
  expect(exposure(isolated([{ from: [{ podSelector: exists }] }]))).toEqual([]);
  expect(exposure(isolated([{ from: [{ namespaceSelector: {}, podSelector: exists }] }]))).toEqual([
    'ingress pods with app=any in any namespace: all connections',
  ]);
  expect(exposure(isolated([{ from: [{ namespaceSelector: missing }] }]))).toEqual([
    'ingress the entire cluster: all connections',
  ]);
});

test('a policy that isolates every pod of a namespace binds the unknown ones too', () => {
  const from = [{ podSelector: { matchLabels: { app: 'cart' } } }];
  expect(exposure(isolated([{ from }], {}))).toEqual([]);
});

test('policies of the cluster bind pods that are not in the manifests too', () => {
  const deny = adminNetworkPolicy('deny', {
    priority: 1,
    subject: { namespaces: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } },
    egress: [{ action: 'Deny', to: [{ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }],
  });
  const withTeam = { from: [{ namespaceSelector: {} }, { namespaceSelector: { matchLabels: { team: 'ops' } } }] };
  expect(exposure(namespace('shop', { team: 'shop' }), deny, isolated([withTeam]))).toEqual([
    'ingress all pods in namespaces with team=ops: all connections',
    'ingress all pods in shop: all connections',
  ]);
});

test('up to 64 values of an In list are told, and where there are more, the assumptions say so', () => {
  const anyOf = (count: number) => {
    const values = Array.from({ length: count }, (_, i) => `v${i}`);
    return isolated([{ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values }] } }] }]);
  };
  expect(exposure(anyOf(40))).toHaveLength(40);
  const said = 'spec.ingress[0].from[0]: exposure tries 64 of the 70 choices of labels.';
  expect(reach(web, anyOf(70)).assumptions.join('\n')).toContain(said);
  expect(reach(web, anyOf(64)).assumptions.join('\n')).not.toContain('exposure tries');
});
