import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatExposedPorts } from '../../../lib/report/reach/format-exposed-ports';
import { formatUnknownPods } from '../../../lib/reach/space/unknown-pods';
import { adminNetworkPolicy, clusterNetworkPolicy, deployment, namespace, networkPolicy, reach } from '../tree';

const web = deployment('shop/web');
const isolated = (ingress: readonly JsonObject[], podSelector: JsonObject = { matchLabels: { app: 'web' } }) =>
  networkPolicy('shop/web', { podSelector, policyTypes: ['Ingress', 'Egress'], ingress });

const exposure = (...objects: readonly Manifest[]) =>
  reach(web, ...objects)
    .exposure()
    .map((each) => `${each.direction} ${formatUnknownPods(each.peer)}: ${formatExposedPorts(each)}`);

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

test('a workload that a selection takes hides no other pods of it', () => {
  const from = [{ podSelector: { matchLabels: { app: 'cart' } } }];
  const line = 'ingress pods with app=cart in shop: all connections';
  expect(exposure(isolated([{ from }]))).toEqual([line]);
  expect(exposure(isolated([{ from }]), deployment('shop/cart'))).toContain(line);
  const anyOf = [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['cart', 'agent'] }] } }];
  expect(exposure(isolated([{ from: anyOf }]), deployment('shop/cart'))).toContain(
    'ingress pods with app=agent in shop: all connections',
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
      .map((each) => [formatUnknownPods(each.peer), formatExposedPorts(each), each.rules]);
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

test('an example for Exists carries the label, one for DoesNotExist is the entire cluster but those that have it', () => {
  const exists = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
  const missing = { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] };
  expect(exposure(isolated([{ from: [{ podSelector: exists }] }]))).toEqual([
    'ingress pods with app=any in shop: all connections',
  ]);
  expect(exposure(isolated([{ from: [{ namespaceSelector: {}, podSelector: exists }] }]))).toEqual([
    'ingress pods with app=any in any namespace: all connections',
  ]);
  expect(exposure(isolated([{ from: [{ namespaceSelector: missing }] }]))).toEqual([
    'ingress the entire cluster but all pods in namespaces with team=any: all connections',
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
    'ingress all pods in namespaces with team=any: all connections',
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
  const values = Array.from({ length: 70 }, (_, i) => `v${i}`);
  const bound = isolated([], { matchExpressions: [{ key: 'app', operator: 'In', values }] });
  expect(reach(web, bound).assumptions.join('\n')).toContain(
    'spec.podSelector: exposure tries 64 of the 70 choices of labels.',
  );
});

describe('a group of pods of which a part gets less', () => {
  const everyone = [{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }];
  const deny = (from: readonly JsonObject[], ports?: readonly JsonObject[]) =>
    adminNetworkPolicy('deny', {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from, ...(ports && { ports }) }],
    });
  const bad = { namespaces: { matchLabels: { team: 'bad' } } };

  test('is named with that part as an exception: where namespaces are denied, it is not the entire cluster', () => {
    expect(exposure(isolated(everyone), deny([bad]))).toEqual([
      'ingress the entire cluster but all pods in namespaces with team=bad: TCP 80',
    ]);
  });
  test('and what the part gets is named, too', () => {
    const rules = [{ from: [{ namespaceSelector: {} }] }];
    expect(exposure(isolated(rules), deny([bad], [{ portNumber: { protocol: 'TCP', port: 80 } }]))).toEqual([
      'ingress the entire cluster but all pods in namespaces with team=bad: all connections',
      'ingress all pods in namespaces with team=bad: TCP 1-79,81-65535, UDP 1-65535, SCTP 1-65535',
    ]);
  });
  test('where the part is what a negation leaves out of an allowing rule', () => {
    const notFront = { podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] } };
    const noTeam = { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } };
    expect(exposure(isolated([{ from: [notFront] }]))).toEqual([
      'ingress all pods in shop but pods with tier=front in shop: all connections',
    ]);
    expect(exposure(isolated([{ from: [noTeam] }]))).toEqual([
      'ingress the entire cluster but all pods in namespaces with team=any: all connections',
    ]);
  });
  test('where the part is in a group with labels', () => {
    const agents = [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'agent' } } }] }];
    expect(exposure(isolated(agents), deny([bad]))).toEqual([
      'ingress pods with app=agent in any namespace but pods with app=agent in namespaces with team=bad: all connections',
    ]);
  });
  test('where a policy binds every pod of a namespace', () => {
    const closed = networkPolicy('jobs/default', { podSelector: {}, policyTypes: ['Egress'] });
    expect(exposure(isolated(everyone), closed)).toEqual(['ingress the entire cluster but all pods in jobs: TCP 80']);
  });
});

describe('pods that a denial by negation spares', () => {
  const deny = (from: JsonObject) =>
    adminNetworkPolicy('deny', {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from: [from] }],
    });
  const ingress = (...objects: readonly Manifest[]) =>
    exposure(...objects).filter((line) => line.startsWith('ingress'));

  test('are named by the labels that it leaves out', () => {
    const podSelector = { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front', 'edge'] }] };
    expect(ingress(deny({ pods: { namespaceSelector: {}, podSelector } }))).toEqual([
      'ingress pods with tier=front in any namespace: all connections',
      'ingress pods with tier=edge in any namespace: all connections',
    ]);
  });
  test('are named by a label that must not be there', () => {
    const namespaces = { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] };
    expect(ingress(deny({ namespaces }))).toEqual(['ingress all pods in namespaces with team=any: all connections']);
  });
  test('are named by their namespace', () => {
    const namespaces = {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['ops'] }],
    };
    expect(ingress(deny({ namespaces }))).toEqual(['ingress all pods in ops: all connections']);
  });
  test('are named together with what another rule asks of them', () => {
    const podSelector = { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] };
    const agents = [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'agent' } } }] }];
    expect(ingress(isolated(agents), deny({ pods: { namespaceSelector: {}, podSelector } }))).toEqual([
      'ingress pods with tier=front,app=agent in any namespace: all connections',
    ]);
  });
});

describe('what nobody knows makes exposure unproved, with the reason', () => {
  const said = (...objects: readonly Manifest[]) =>
    reach(web, ...objects)
      .exposure()
      .map((each) => [`${each.direction} ${formatUnknownPods(each.peer)}: ${formatExposedPorts(each)}`, each.reasons]);

  test('where a block of addresses may have pods in it', () => {
    const from = [{ ipBlock: { cidr: '10.0.0.0/8' } }];
    expect(said(isolated([{ from, ports: [{ port: 80 }] }]))).toEqual([
      [
        'ingress the entire cluster: unproved: TCP 80',
        [expect.stringMatching(/^NetworkPolicy shop\/web spec\.ingress\[0\]\.from\[0\]/)],
      ],
    ]);
  });
  test('where a port that is opened by name may be denied before', () => {
    const deny = clusterNetworkPolicy('deny', {
      tier: 'Admin',
      priority: 1,
      subject: { namespaces: {} },
      egress: [{ name: 'block', action: 'Deny', to: [{ networks: ['10.0.0.0/8'] }] }],
    });
    const egress = networkPolicy('shop/web', {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] }],
    });
    expect(said(egress, deny)).toEqual([
      [
        'egress the entire cluster: unproved: TCP http',
        [expect.stringMatching(/^ClusterNetworkPolicy deny spec\.egress\[0\]/)],
      ],
    ]);
  });
  test('where a policy is not modelled', () => {
    const calico = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'all' },
      spec: { selector: 'all()', types: ['Ingress'] },
    };
    expect(said(calico)).toEqual([
      [
        'ingress the entire cluster: unproved: all connections',
        ['GlobalNetworkPolicy all (projectcalico.org/v3) is not modelled'],
      ],
      [
        'egress the entire cluster: unproved: all connections',
        ['GlobalNetworkPolicy all (projectcalico.org/v3) is not modelled'],
      ],
    ]);
  });
});

describe('pods that are in several selections at once', () => {
  const everyone = [{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }];
  const deny = (name: string, priority: number, labels: Record<string, string>, port: number) =>
    adminNetworkPolicy(name, {
      priority,
      subject: { namespaces: {} },
      ingress: [
        {
          action: 'Deny',
          from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: labels } } }],
          ports: [{ portNumber: { protocol: 'TCP', port } }],
        },
      ],
    });

  test('are named with what is left to those that are in three', () => {
    const rules = [{ from: [{ namespaceSelector: {} }], ports: [80, 81, 82, 83].map((port) => ({ port })) }];
    const lines = exposure(
      isolated(rules),
      deny('a', 1, { a: 'yes' }, 80),
      deny('b', 2, { b: 'yes' }, 81),
      deny('c', 3, { c: 'yes' }, 82),
    );
    expect(lines).toContain('ingress pods with a=yes,b=yes,c=yes in any namespace: TCP 83');
  });
  test('are named where all three together are closed and any two are not', () => {
    const ports = [80, 81, 82].map((port) => ({ port }));
    const lines = exposure(
      isolated([{ from: [{ namespaceSelector: {} }], ports }]),
      deny('a', 1, { a: 'yes' }, 80),
      deny('b', 2, { b: 'yes' }, 81),
      deny('c', 3, { c: 'yes' }, 82),
    );
    expect(lines).toContain(
      'ingress pods with a=yes,b=yes in any namespace but pods with a=yes,b=yes,c=yes in any namespace: TCP 82',
    );
  });
  test('are named where a policy binds them by their labels, whether the manifests have such pods or not', () => {
    const closed = networkPolicy('shop/cart', {
      podSelector: { matchLabels: { app: 'cart' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    const line = 'ingress the entire cluster but pods with app=cart in shop: TCP 80';
    expect(exposure(isolated(everyone), closed)).toEqual([line]);
    expect(exposure(isolated(everyone), closed, deployment('shop/cart'))).toContain(line);
    expect(exposure(closed)).toEqual([
      'ingress the entire cluster but pods with app=cart in shop: all connections',
      'egress the entire cluster but pods with app=cart in shop: all connections',
    ]);
  });
  test('are cut where there are too many, which the assumptions say', () => {
    const many = Array.from({ length: 12 }, (_, i) => deny(`d${i}`, i, { [`k${i}`]: 'yes' }, 100 + i));
    expect(reach(web, isolated(everyone), ...many).assumptions.join('\n')).toContain(
      'Exposure tries 1000 of the many groups of pods that several selections may take.',
    );
    expect(reach(web, isolated(everyone), ...many.slice(0, 3)).assumptions.join('\n')).not.toContain('Exposure tries');
  });
});
