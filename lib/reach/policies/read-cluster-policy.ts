import type { Field } from '../../manifest/objects/field';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { PodSelection, Policy, PolicyPeer, PolicyPort, NetworkPolicyRule, PolicyTier } from './policy';
import { policyName } from './policy-name';
import type { PolicyReader } from './policy-reader';

/** What the cluster-wide kinds of `policy.networking.k8s.io` differ in; the rest of their meaning is one. */
export interface ClusterPolicyDialect {
  readonly tier: PolicyTier;
  readonly priority: number;
  /** What the API calls each action. */
  readonly actions: Readonly<Record<string, NetworkPolicyRule['action']>>;
  readonly portsField: string;
  readonly readPorts: (reader: PolicyReader, rule: Field) => readonly PolicyPort[];
}

/** A policy that isolates nothing: its rules are asked in order, and what none of them decides is handed on. */
export function readClusterPolicy(reader: PolicyReader, spec: Field, dialect: ClusterPolicyDialect): Policy {
  const subject = readSelection(reader, spec.at('subject'));
  if (subject === undefined) reader.problem(spec.at('subject'), 'Required value', 'select namespaces or pods');
  return {
    source: reader.source,
    name: policyName(reader.source.manifest, false),
    tier: dialect.tier,
    priority: dialect.priority,
    subject: subject ?? { namespaces: '', pods: {} },
    subjectPath: 'spec.subject',
    isolates: { ingress: false, egress: false },
    rules: {
      ingress: readRules(reader, spec.at('ingress'), 'from', ['namespaces', 'pods'], dialect),
      egress: readRules(reader, spec.at('egress'), 'to', egressPeers, dialect),
    },
  };
}

const egressPeers = ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'];

function readRules(
  reader: PolicyReader,
  rules: Field,
  peerField: string,
  peerKinds: readonly string[],
  dialect: ClusterPolicyDialect,
): NetworkPolicyRule[] {
  return reader.list(rules).flatMap((rule) => {
    reader.map(rule, ['name', 'action', peerField, dialect.portsField]);
    const action = reader.oneOf(rule.at('action'), Object.keys(dialect.actions));
    const peers = reader.list(rule.at(peerField));
    if (peers.length === 0) reader.problem(rule.at(peerField), 'Required value', 'name at least one peer');
    const meaning = action === undefined ? undefined : dialect.actions[action];
    if (meaning === undefined) return [];
    return {
      path: rule.path,
      action: meaning,
      peers: peers.map((peer) => readPeer(reader, peer, peerKinds)),
      ports: dialect.readPorts(reader, rule),
    };
  });
}

function readPeer(reader: PolicyReader, peer: Field, kinds: readonly string[]): PolicyPeer {
  const { path } = reader.map(peer, kinds);
  reader.exactlyOne(peer, 'a peer', kinds);
  const selection = readPods(reader, peer);
  if (selection !== undefined) return { kind: 'pods', path, selection };
  if (peer.at('networks').isSet) {
    const ranges = reader.list(peer.at('networks')).flatMap((network) => reader.cidr(network) ?? []);
    // Traffic within the cluster is checked, too.
    return { kind: 'addresses', path, ranges, matching: 'always' };
  }
  const nodes = reader.selector(peer.at('nodes'));
  if (nodes !== undefined) return { kind: 'unknown', path, what: 'nodes', nodes: isEmpty(nodes) ? 'all' : 'some' };
  return { kind: 'unknown', path, what: peer.at('domainNames').isSet ? 'DNS names' : 'an empty peer' };
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function readSelection(reader: PolicyReader, subject: Field): PodSelection | undefined {
  const fields = ['namespaces', 'pods'];
  if (reader.map(subject, fields).map === undefined) return undefined;
  reader.exactlyOne(subject, 'a subject', fields);
  return readPods(reader, subject);
}

/** `namespaces` selects every pod of the namespaces; `pods` needs both selectors, an empty one matching everything. */
function readPods(reader: PolicyReader, peer: Field): PodSelection | undefined {
  const namespaces = reader.selector(peer.at('namespaces'));
  if (namespaces !== undefined) return { namespaces, pods: {} };
  const pods = reader.map(peer.at('pods'), ['namespaceSelector', 'podSelector']);
  if (pods.map === undefined) return undefined;
  return {
    namespaces: reader.selector(pods.at('namespaceSelector')) ?? {},
    pods: reader.selector(pods.at('podSelector')) ?? {},
  };
}
