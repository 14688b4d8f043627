import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { MalformedPolicies } from '../../../lib/reach/policies/policy-problem';
import {
  barePod,
  adminNetworkPolicy,
  baselineAdminNetworkPolicy,
  ciliumNetworkPolicy,
  clusterNetworkPolicy,
  deployment,
  networkPolicy,
  reach,
} from '../tree';

/** The paths and messages of what is wrong with a policy. */
function problems(...policies: readonly Manifest[]): readonly string[] {
  try {
    reach(deployment('a/x'), ...policies);
    return [];
  } catch (error) {
    if (!(error instanceof MalformedPolicies)) throw error;
    return error.problems.map(({ path, message }) => `${path}  ${message}`);
  }
}

const policy = (spec: JsonObject) => networkPolicy('a/p', { podSelector: {}, ...spec });
const ports = (...list: readonly JsonObject[]) => policy({ ingress: [{ ports: list }] });
const from = (...list: readonly JsonObject[]) => policy({ ingress: [{ from: list }] });

describe('a NetworkPolicy is refused', () => {
  test.each<[string, Manifest, string]>([
    [
      'endPort below port',
      ports({ port: 90, endPort: 80 }),
      'spec.ingress[0].ports[0].endPort  Invalid value: 80: must be greater than or equal to `port`',
    ],
    [
      'endPort without port',
      ports({ endPort: 80 }),
      'spec.ingress[0].ports[0].endPort  Forbidden: may not be specified when `port` is not specified',
    ],
    [
      'endPort with a named port',
      ports({ port: 'http', endPort: 80 }),
      'spec.ingress[0].ports[0].endPort  Forbidden: may not be specified when `port` is non-numeric',
    ],
    [
      'port 0',
      ports({ port: 0 }),
      'spec.ingress[0].ports[0].port  Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'port 65536',
      ports({ port: 65536 }),
      'spec.ingress[0].ports[0].port  Invalid value: 65536: must be between 1 and 65535, inclusive',
    ],
    [
      'a number in quotes',
      ports({ port: '80' }),
      'spec.ingress[0].ports[0].port  Invalid value: "80": must be an IANA service name of at most 15 characters with at least one letter',
    ],
    [
      'an unknown protocol',
      ports({ protocol: 'ICMP' }),
      'spec.ingress[0].ports[0].protocol  Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"',
    ],
    [
      'a bad CIDR',
      from({ ipBlock: { cidr: '10.0.0.0' } }),
      'spec.ingress[0].from[0].ipBlock.cidr  Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      'a missing CIDR',
      from({ ipBlock: {} }),
      'spec.ingress[0].from[0].ipBlock.cidr  Invalid value: null: must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      'an exception outside its block',
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      'spec.ingress[0].from[0].ipBlock.except[0]  Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
    [
      'an exception that is the whole block',
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      'spec.ingress[0].from[0].ipBlock.except[0]  Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    ],
    [
      'a block with a selector',
      from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      'spec.ingress[0].from[0]  Forbidden: may not specify both ipBlock and another peer',
    ],
    ['an empty peer', from({}), 'spec.ingress[0].from[0]  Required value: must specify a peer'],
    [
      'a named port toward addresses',
      policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 'http' }] }] }),
      'spec.egress[0].ports[0].port  Invalid value: "http": an address has no named ports',
    ],
    [
      'an unknown type',
      policy({ policyTypes: ['Both'] }),
      'spec.policyTypes[0]  Unsupported value: "Both": supported values: "Ingress", "Egress"',
    ],
    [
      'an operator without values',
      policy({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
      'spec.podSelector.matchExpressions[0].values  Required value: must be specified',
    ],
    [
      'values where none may be',
      policy({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] } }),
      'spec.podSelector.matchExpressions[0].values  Forbidden: may not be specified',
    ],
    [
      'a selector that is none',
      policy({ podSelector: { matchLabels: { a: 1 } } }),
      'spec.podSelector.matchLabels.a  Invalid value: 1: must be a string',
    ],
    ['a list that is none', policy({ ingress: {} }), 'spec.ingress  Invalid value: {}: must be a list'],
    [
      'a misspelt field',
      from({ podselector: {}, namespaceSelector: {} }),
      'spec.ingress[0].from[0].podselector  Invalid value: unknown field "podselector"',
    ],
    [
      '`to` in an ingress rule',
      policy({ ingress: [{ to: [] }] }),
      'spec.ingress[0].to  Invalid value: unknown field "to"',
    ],
  ])('for %s', (_, malformed, problem) => {
    expect(problems(malformed)).toContain(problem);
  });
  test('not for an ingress rule that has a named port and addresses: the name is one of the pod', () => {
    expect(
      problems(policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 'http' }] }] })),
    ).toEqual([]);
  });
});

describe('a policy of the cluster is refused', () => {
  const subject = { namespaces: {} };
  const rule = (more: JsonObject) => ({ action: 'Deny', from: [subject], ...more });
  const admin = (name: string, priority: number, ...ingress: readonly JsonObject[]) =>
    adminNetworkPolicy(name, { priority, subject, ingress });
  test.each<[string, readonly Manifest[], string]>([
    [
      'a repeated priority',
      [admin('a', 1), admin('b', 1)],
      'spec.priority  Duplicate value: 1: AdminNetworkPolicy a has it too, and either may be asked first',
    ],
    [
      'a priority above 1000',
      [admin('a', 1001)],
      'spec.priority  Invalid value: 1001: must be between 0 and 1000, inclusive',
    ],
    [
      'an unknown action',
      [admin('a', 1, rule({ action: 'Log' }))],
      'spec.ingress[0].action  Unsupported value: "Log": supported values: "Allow", "Deny", "Pass"',
    ],
    ['no peers', [admin('a', 1, rule({ from: [] }))], 'spec.ingress[0].from  Required value'],
    [
      'two kinds of peer in one',
      [admin('a', 1, rule({ from: [{ namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } }] }))],
      'spec.ingress[0].from[0]  Invalid value: a peer must have exactly one field',
    ],
    [
      'a range that ends before it starts',
      [admin('a', 1, rule({ ports: [{ portRange: { start: 90, end: 80 } }] }))],
      'spec.ingress[0].ports[0].portRange.end  Invalid value: 80: must not be less than start',
    ],
    [
      'a subject of both kinds',
      [
        adminNetworkPolicy('a', {
          priority: 1,
          subject: { namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } },
        }),
      ],
      'spec.subject  Invalid value: a subject must have exactly one field',
    ],
    ['no subject', [adminNetworkPolicy('a', { priority: 1 })], 'spec.subject  Required value'],
    [
      'a baseline of another name',
      [baselineAdminNetworkPolicy({ subject }, 'mine')],
      'metadata.name  Invalid value: "mine": the only BaselineAdminNetworkPolicy of a cluster is named "default"',
    ],
    [
      'Pass in a BaselineAdminNetworkPolicy',
      [baselineAdminNetworkPolicy({ subject, ingress: [rule({ action: 'Pass' })] })],
      'spec.ingress[0].action  Unsupported value: "Pass": supported values: "Allow", "Deny"',
    ],
    [
      'a ClusterNetworkPolicy without a tier',
      [clusterNetworkPolicy('a', { priority: 1, subject })],
      'spec.tier  Required value',
    ],
    [
      'a range of one port',
      [
        clusterNetworkPolicy('a', {
          tier: 'Admin',
          priority: 1,
          subject,
          ingress: [rule({ protocols: [{ tcp: { destinationPort: { range: { start: 80, end: 80 } } } }] })],
        }),
      ],
      'spec.ingress[0].protocols[0].tcp.destinationPort.range  Invalid value: 80-80: start must be less than end',
    ],
    [
      'an unknown field of a Cilium rule',
      [ciliumNetworkPolicy('a/p', { endpointSelector: {}, ingress: [{ fromEndpoint: [] }] })],
      'spec.ingress[0].fromEndpoint  Invalid value: unknown field "fromEndpoint"',
    ],
  ])('for %s', (_, malformed, problem) => {
    expect(problems(...malformed)).toContain(problem);
  });
});

test('a null is a field that was left out, as the API server has it', () => {
  const rule = {
    action: 'Deny',
    from: [{ namespaces: {}, pods: null }],
    ports: [{ portNumber: { protocol: null, port: 80 } }],
  };
  const subject = { namespaces: {}, pods: null };
  expect(problems(adminNetworkPolicy('a', { priority: 1, subject, ingress: [rule] }))).toEqual([]);
  expect(problems(ciliumNetworkPolicy('a/p', { endpointSelector: {}, nodeSelector: null, ingress: [] }))).toEqual([]);
});

test('of two policies with one name the cluster keeps one: no answer would hold for both', () => {
  const open = networkPolicy('default/p', { podSelector: {}, ingress: [{}] });
  const closed = { ...networkPolicy('default/p', { podSelector: {} }), metadata: { name: 'p' } };
  expect(problems(open, closed)).toEqual(['metadata.name  Duplicate value: "p": the cluster keeps one of them']);
});

test.each([
  ['a label of a pod that is no string', barePod('a/x', {}, { labels: { canary: true } })],
  [
    'a label of a namespace that is no string',
    { ...barePod('a/x', {}, { labels: { canary: true } }), kind: 'Namespace' },
  ],
])('%s is an error: what a selector makes of it cannot be said', (_, object) => {
  expect(problems(object)).toEqual(['metadata.labels.canary  Invalid value: true: must be a string']);
});

test('the error names object, path, value, fix and file of everything that is wrong', () => {
  const { metadata, ...rest } = ports({ port: 0 });
  expect(() => reach(deployment('a/x'), { metadata, ...rest }, from({}))).toThrow(
    [
      'Reachability cannot be computed:',
      'NetworkPolicy a/p  spec.ingress[0].ports[0].port',
      '  Invalid value: 0: must be between 1 and 65535, inclusive',
      '  fix:  leave the port out to allow every port, or give a number',
      'NetworkPolicy a/p  spec.ingress[0].from[0]',
      '  Required value: must specify a peer',
      '  fix:  leave the list of peers out to mean everything',
    ].join('\n'),
  );
});

describe('a selector that labels cannot fulfil is refused', () => {
  const key =
    "must be a label key: a name of at most 63 letters, digits, '-', '_' or '.', perhaps after a DNS subdomain and '/'";
  const value = "must be empty, or at most 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends";
  const selecting = (podSelector: JsonObject) => networkPolicy('a/p', { podSelector });
  const cilium = (matchLabels: JsonObject) =>
    ciliumNetworkPolicy('a/p', { endpointSelector: { matchLabels }, ingress: [] });
  test.each<[string, Manifest, string]>([
    [
      'a value with a space',
      selecting({ matchLabels: { app: 'a b' } }),
      `spec.podSelector.matchLabels.app  Invalid value: "a b": ${value}`,
    ],
    [
      'a key with two slashes',
      selecting({ matchLabels: { 'a/b/c': 'x' } }),
      `spec.podSelector.matchLabels  Invalid value: "a/b/c": ${key}`,
    ],
    [
      'a key of an expression',
      selecting({ matchExpressions: [{ key: '-app', operator: 'Exists' }] }),
      `spec.podSelector.matchExpressions[0].key  Invalid value: "-app": ${key}`,
    ],
    [
      'a value of an expression',
      selecting({ matchExpressions: [{ key: 'app', operator: 'In', values: ['x', 'x'.repeat(64)] }] }),
      `spec.podSelector.matchExpressions[0].values[1]  Invalid value: "${'x'.repeat(64)}": ${value}`,
    ],
    [
      'a value of Cilium',
      cilium({ 'k8s:app': 'a b' }),
      `spec.endpointSelector.matchLabels.k8s:app  Invalid value: "a b": ${value}`,
    ],
  ])('%s', (_, malformed, problem) => {
    expect(problems(malformed)).toEqual([problem]);
  });
  test('but not one of Cilium that says where a label comes from', () => {
    expect(problems(cilium({ 'k8s:app.kubernetes.io/name': 'x', 'any:app': 'y', 'reserved:host': '' }))).toEqual([]);
  });
});

describe('a Cilium policy is refused', () => {
  const ingress = (rule: JsonObject) => ciliumNetworkPolicy('a/p', { endpointSelector: {}, ingress: [rule] });
  const port = (port: JsonObject) => ingress({ toPorts: [{ ports: [port] }] });
  test.each<[string, Manifest, string]>([
    [
      'for an entity that there is none of',
      ingress({ fromEntities: ['wrold'] }),
      'spec.ingress[0].fromEntities[0]  Unsupported value: "wrold"',
    ],
    [
      'for a protocol that there is none of',
      port({ port: '80', protocol: 'tcp' }),
      'spec.ingress[0].toPorts[0].ports[0].protocol  Unsupported value: "tcp"',
    ],
    [
      'for a port without quotes',
      port({ port: 80 }),
      'spec.ingress[0].toPorts[0].ports[0].port  Invalid value: 80: must be a string',
    ],
    [
      'for an endPort in quotes',
      port({ port: '80', endPort: '90' }),
      'spec.ingress[0].toPorts[0].ports[0].endPort  Invalid value: "90": must be between 1 and 65535, inclusive',
    ],
    [
      'for nothing that it selects',
      ciliumNetworkPolicy('a/p', { ingress: [] }),
      'spec  Invalid value: must have exactly one of endpointSelector, nodeSelector',
    ],
    [
      'for pods and nodes at once',
      ciliumNetworkPolicy('a/p', { endpointSelector: {}, nodeSelector: {}, ingress: [] }),
      'spec  Invalid value: must have exactly one of endpointSelector, nodeSelector',
    ],
  ])('%s', (_, malformed, problem) => {
    expect(problems(malformed).join('\n')).toContain(problem);
  });
  test('but not for protocols without ports', () => {
    expect(problems(port({ port: '0', protocol: 'VRRP' }))).toEqual([]);
  });
});

describe('objects that are there twice', () => {
  const named = (labels: Record<string, string>): Manifest => {
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  };
  test('and differ are an error, whatever their kind', () => {
    const message = (name: string) => `metadata.name  Duplicate value: "${name}": the cluster keeps one of them`;
    expect(problems(named({ team: 'x' }), named({ team: 'y' }))).toEqual([message('a')]);
    expect(problems(deployment('a/y', { labels: { app: 'y' } }), deployment('a/y', { labels: { app: 'z' } }))).toEqual([
      message('y'),
    ]);
  });
  test('and are the same are none', () => {
    expect(problems(named({ team: 'x' }), named({ team: 'x' }), deployment('a/y'), deployment('a/y'))).toEqual([]);
  });
});

describe('pods of one owner', () => {
  const owned = (name: string, spec: JsonObject): Manifest => {
    const owner = { apiVersion: 'example.org/v1', kind: 'Orchard', name: 'orchard', uid: '1', controller: true };
    const pod = barePod(`a/${name}`, { app: 'orchard' }, { ownerReferences: [owner] });
    return { ...pod, spec: { containers: [{ name: 'main' }], ...spec } };
  };
  const listening = (containerPort: number): JsonObject => ({
    containers: [{ name: 'main', ports: [{ name: 'http', containerPort }] }],
  });
  test('of which a name means different ports are an error where a policy says that name', () => {
    const pods = [owned('one', listening(80)), owned('two', listening(81))];
    expect(problems(...pods, ports({ port: 'http' }))).toEqual([
      'spec  Invalid value: its network or its named ports are not those of the other pods of Orchard a/orchard',
    ]);
    expect(problems(...pods, ports({ port: 80 }))).toEqual([]);
  });
  test('of which some are in the network of their node are an error', () => {
    expect(problems(owned('one', {}), owned('two', { hostNetwork: true }))).toHaveLength(1);
  });
});

test('static pods of a node are workloads by themselves', () => {
  const owner = { apiVersion: 'v1', kind: 'Node', name: 'node-1', uid: '1', controller: true };
  const pods = ['etcd-node-1', 'scheduler-node-1'].map((name) => {
    return barePod(`kube-system/${name}`, { component: name }, { ownerReferences: [owner] });
  });
  expect(reach(...pods).workloads.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Pod etcd-node-1',
    'Pod scheduler-node-1',
  ]);
});
