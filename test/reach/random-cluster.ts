import * as fc from 'fast-check';
import type { Labels } from '../../lib/manifest/objects/label-selector';
import type {
  AdminPeer,
  AdminPort,
  AdminRule,
  AdminSpec,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyRule,
  OracleCluster,
  OraclePod,
  Selector,
} from './oracle';

/* Small worlds in which rules meet often: few labels, few ports, few addresses. */

const namespaceNames = ['a', 'b', 'c'] as const;
const keys = ['app', 'tier'] as const;
const values = ['x', 'y', 'z'] as const;
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
export const samplePorts = [1, 79, 80, 81, 90, 100, 101, 65535];
const portNumber = fc.constantFrom(1, 80, 81, 90, 100, 65535);
const portName = fc.constantFrom('http', 'dns');
export const sampleAddresses = [
  '0.0.0.0',
  '9.255.255.255',
  '10.0.0.0',
  '10.1.0.1',
  '10.1.2.3',
  '11.0.0.0',
  '255.255.255.255',
];
const blocks = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '11.0.0.0/32'];

const labels: fc.Arbitrary<Labels> = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), {
  maxKeys: 2,
});

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);

const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant({}),
  labels.map((matchLabels) => ({ matchLabels })),
  fc.record({ matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 2 }) }),
  fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 1 }) }),
);

const namespaceSelector: fc.Arbitrary<Selector> = fc.oneof(
  selector,
  fc.constantFrom(...namespaceNames).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const block = fc.constantFrom(...blocks).chain((cidr) => {
  const inside = blocks.filter(
    (other) => length(other) > length(cidr) && !other.startsWith('11.') && cidr !== '11.0.0.0/32',
  );
  const except = inside.length === 0 ? fc.constant([]) : fc.subarray(inside);
  return except.map((holes) => ({ cidr, ...(holes.length > 0 && { except: holes }) }));
});

const podPeer: fc.Arbitrary<NetworkPolicyPeer> = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  namespaceSelector.map((each) => ({ namespaceSelector: each })),
  fc.record({ podSelector: selector, namespaceSelector }),
);
const peer: fc.Arbitrary<NetworkPolicyPeer> = fc.oneof(
  podPeer,
  block.map((ipBlock) => ({ ipBlock })),
);

const numberedPort = fc.oneof(
  fc.record({ protocol }),
  portNumber.map((port) => ({ port })),
  fc.record({ protocol, port: portNumber }),
  fc.tuple(portNumber, fc.nat(20)).map(([port, more]) => ({ port, endPort: Math.min(65535, port + more) })),
);
const namedPort = fc.record({ protocol: fc.constantFrom('TCP', 'UDP'), port: portName });

function rule(peerField: 'from' | 'to'): fc.Arbitrary<NetworkPolicyRule> {
  // A named port beside a block of addresses is an error in egress, and has a test of its own.
  const combinations = fc.oneof(
    fc.tuple(fc.array(peer, { maxLength: 2 }), fc.array(numberedPort, { maxLength: 2 })),
    fc.tuple(fc.array(podPeer, { maxLength: 2 }), fc.array(fc.oneof(numberedPort, namedPort), { maxLength: 2 })),
  );
  return fc.tuple(combinations, fc.boolean(), fc.boolean()).map(([[peers, ports], withPeers, withPorts]) => ({
    ...((withPeers || peers.length > 0) && { [peerField]: peers }),
    ...((withPorts || ports.length > 0) && { ports }),
  }));
}

const networkPolicy: fc.Arbitrary<NetworkPolicy> = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.constantFrom([], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: fc.array(rule('from'), { maxLength: 2 }),
      egress: fc.array(rule('to'), { maxLength: 2 }),
    },
    { requiredKeys: ['podSelector'] },
  ),
});

const adminPods: fc.Arbitrary<AdminPeer> = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
);
const adminNetworks: fc.Arbitrary<AdminPeer> = fc
  .subarray(blocks, { minLength: 1, maxLength: 2 })
  .map((networks) => ({ networks }));

const adminNodes: fc.Arbitrary<AdminPeer> = fc.constantFrom({ nodes: {} }, { nodes: { matchLabels: { zone: 'x' } } });

const adminPort: fc.Arbitrary<AdminPort> = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port: portNumber }) }),
  fc
    .tuple(protocol, portNumber, fc.nat(20))
    .map(([each, start, more]) => ({ portRange: { protocol: each, start, end: Math.min(65535, start + more) } })),
  portName.map((name) => ({ namedPort: name })),
);

function adminRule(field: 'from' | 'to', actions: readonly string[]): fc.Arbitrary<AdminRule> {
  const peers = field === 'from' ? adminPods : fc.oneof(adminPods, adminNetworks, adminNodes);
  return fc
    .tuple(
      fc.constantFrom(...actions),
      fc.array(peers, { minLength: 1, maxLength: 2 }),
      fc.option(fc.array(adminPort, { minLength: 1, maxLength: 2 })),
    )
    .map(([action, list, ports]) => ({ action, [field]: list, ...(ports !== null && { ports }) }));
}

function adminSpec(actions: readonly string[]): fc.Arbitrary<AdminSpec> {
  return fc.record({
    subject: adminPods,
    ingress: fc.array(adminRule('from', actions), { maxLength: 3 }),
    egress: fc.array(adminRule('to', actions), { maxLength: 3 }),
  });
}

const containerPort = fc.record({
  name: portName,
  containerPort: fc.constantFrom(80, 81, 100),
  protocol: fc.constantFrom('TCP', 'UDP'),
});

const pod: fc.Arbitrary<Omit<OraclePod, 'name'>> = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels,
  ports: fc.uniqueArray(containerPort, { maxLength: 2, selector: ({ name }) => name }),
  address: fc.constantFrom('10.1.2.3', '10.1.3.4', '10.200.0.1', '192.168.0.5'),
  hostNetwork: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  nodeHasLabel: fc.boolean(),
});

/** A cluster of a few pods with policies of every tier. */
export const randomCluster: fc.Arbitrary<OracleCluster> = fc
  .record({
    namespaces: fc.record({ a: labels, b: labels, c: labels }),
    pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
    networkPolicies: fc.array(networkPolicy, { maxLength: 3 }),
    admin: fc.array(adminSpec(['Allow', 'Deny', 'Pass']), { maxLength: 2 }),
    baseline: fc.option(adminSpec(['Allow', 'Deny']), { nil: undefined }),
    priorities: fc.constantFrom([1, 2], [2, 1]),
    plugin: fc.constantFrom('by address', 'by identity', 'unknown'),
  })
  .map(({ pods, admin, baseline, priorities, ...rest }) => ({
    ...rest,
    pods: pods.map((each, i) => ({ ...each, name: `p${i}` })),
    admin: admin.map((each, i) => ({ ...each, priority: priorities[i] ?? i })),
    ...(baseline !== undefined && { baseline }),
  }));

function length(cidr: string): number {
  return Number(cidr.split('/')[1]);
}
