import type { JsonObject, JsonValue } from '../../manifest/objects/json';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { FieldReader } from './field-reader';
import type { PodSelection, Policy, PolicyPeer, PolicyPort, NetworkPolicyRule, PolicyTier } from './policy';
import { policyName } from './policy-name';

/** What the cluster-wide kinds of `policy.networking.k8s.io` differ in; the rest of their meaning is one. */
export interface ClusterPolicyDialect {
  readonly tier: PolicyTier;
  readonly priority: number;
  /** What the API calls each action. */
  readonly actions: Readonly<Record<string, NetworkPolicyRule['action']>>;
  readonly portsField: string;
  readonly readPorts: (reader: FieldReader, rule: JsonObject, path: string) => readonly PolicyPort[];
}

/** A policy that isolates nothing: its rules are asked in order, and what none of them decides is handed on. */
export function readClusterPolicy(reader: FieldReader, spec: JsonObject, dialect: ClusterPolicyDialect): Policy {
  const subject = readSelection(reader, spec.subject, 'spec.subject');
  if (subject === undefined) reader.problem('spec.subject', 'Required value', 'select namespaces or pods');
  return {
    source: reader.source,
    name: policyName(reader.source.manifest, false),
    tier: dialect.tier,
    priority: dialect.priority,
    subject: subject ?? { namespaces: '', pods: {} },
    subjectPath: 'spec.subject',
    isolates: { ingress: false, egress: false },
    rules: {
      ingress: readRules(reader, spec.ingress, 'spec.ingress', 'from', ['namespaces', 'pods'], dialect),
      egress: readRules(reader, spec.egress, 'spec.egress', 'to', egressPeers, dialect),
    },
  };
}

const egressPeers = ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'];

function readRules(
  reader: FieldReader,
  value: JsonValue | undefined,
  listPath: string,
  peerField: string,
  peerKinds: readonly string[],
  dialect: ClusterPolicyDialect,
): NetworkPolicyRule[] {
  return reader.list(value, listPath).flatMap(({ item, path }) => {
    const rule = reader.object(item, path, ['name', 'action', peerField, dialect.portsField]) ?? {};
    const action = reader.oneOf(rule.action, `${path}.action`, Object.keys(dialect.actions));
    const peers = reader.list(rule[peerField], `${path}.${peerField}`);
    if (peers.length === 0) reader.problem(`${path}.${peerField}`, 'Required value', 'name at least one peer');
    const meaning = action === undefined ? undefined : dialect.actions[action];
    if (meaning === undefined) return [];
    return {
      path,
      action: meaning,
      peers: peers.map((peer) => readPeer(reader, peer.item, peer.path, peerKinds)),
      ports: dialect.readPorts(reader, rule, path),
    };
  });
}

function readPeer(reader: FieldReader, value: JsonValue, path: string, kinds: readonly string[]): PolicyPeer {
  const peer = reader.object(value, path, kinds) ?? {};
  if (Object.keys(peer).length !== 1) {
    reader.problem(path, 'Invalid value: a peer must have exactly one field', `use one of ${kinds.join(', ')}`);
  }
  const selection = readPods(reader, peer, path);
  if (selection !== undefined) return { kind: 'pods', path, selection };
  if (peer.networks !== undefined) {
    const networks = reader.list(peer.networks, `${path}.networks`);
    const read = networks.map((network) => reader.cidr(network.item, network.path));
    const ranges = read.filter((range) => range !== undefined);
    // Traffic within the cluster is checked, too.
    return { kind: 'addresses', path, ranges, matching: 'always' };
  }
  const nodes = reader.selector(peer.nodes, `${path}.nodes`);
  if (nodes !== undefined) return { kind: 'unknown', path, what: 'nodes', nodes: isEmpty(nodes) ? 'all' : 'some' };
  return { kind: 'unknown', path, what: peer.domainNames === undefined ? 'an empty peer' : 'DNS names' };
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function readSelection(reader: FieldReader, value: JsonValue | undefined, path: string): PodSelection | undefined {
  const subject = reader.object(value, path, ['namespaces', 'pods']);
  if (subject !== undefined && Object.keys(subject).length !== 1) {
    reader.problem(path, 'Invalid value: a subject must have exactly one field', 'use one of namespaces, pods');
  }
  return subject === undefined ? undefined : readPods(reader, subject, path);
}

/** `namespaces` selects every pod of the namespaces; `pods` needs both selectors, an empty one matching everything. */
function readPods(reader: FieldReader, peer: JsonObject, path: string): PodSelection | undefined {
  const namespaces = reader.selector(peer.namespaces, `${path}.namespaces`);
  if (namespaces !== undefined) return { namespaces, pods: {} };
  const pods = reader.object(peer.pods, `${path}.pods`, ['namespaceSelector', 'podSelector']);
  if (pods === undefined) return undefined;
  return {
    namespaces: reader.selector(pods.namespaceSelector, `${path}.pods.namespaceSelector`) ?? {},
    pods: reader.selector(pods.podSelector, `${path}.pods.podSelector`) ?? {},
  };
}
