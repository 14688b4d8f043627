import { isPortName } from '../../manifest/network/port-name';
import { policyTypesOf } from '../../manifest/network/policy-types';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { JsonObject, JsonValue } from '../../manifest/objects/json';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import { ConnectionSet, protocols, type Protocol } from '../sets/connection-set';
import type { FieldReader } from './field-reader';
import type { Direction, Policy, PolicyPeer, PolicyPort, NetworkPolicyRule } from './policy';
import { policyName } from './policy-name';

const everyPod: LabelSelector = {};

/** What a `networking.k8s.io` NetworkPolicy means: it isolates the pods it selects, and its rules allow. */
export function readNetworkPolicy(reader: FieldReader): Policy {
  const { manifest } = reader.source;
  const namespace = namespaceOf(manifest);
  const spec = reader.object(manifest.spec, 'spec', ['podSelector', 'policyTypes', 'ingress', 'egress']) ?? {};
  const ingress = readRules(reader, spec.ingress, 'ingress', namespace);
  const egress = readRules(reader, spec.egress, 'egress', namespace);
  for (const { item, path } of reader.list(spec.policyTypes, 'spec.policyTypes'))
    reader.oneOf(item, path, ['Ingress', 'Egress']);
  const types = policyTypesOf(manifest);
  const isolates = { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
  return {
    source: reader.source,
    name: policyName(manifest),
    tier: 'network',
    priority: 0,
    subject: { namespaces: namespace, pods: reader.selector(spec.podSelector, 'spec.podSelector') ?? everyPod },
    subjectPath: 'spec.podSelector',
    isolates,
    // Rules of a direction that the types leave out are stored and ignored.
    rules: { ingress: isolates.ingress ? ingress : [], egress: isolates.egress ? egress : [] },
  };
}

function readRules(
  reader: FieldReader,
  value: JsonValue | undefined,
  direction: Direction,
  namespace: string,
): NetworkPolicyRule[] {
  const peerField = direction === 'ingress' ? 'from' : 'to';
  return reader.list(value, `spec.${direction}`).map(({ item, path }) => {
    const rule = reader.object(item, path, [peerField, 'ports']) ?? {};
    const peers = reader.list(rule[peerField], `${path}.${peerField}`);
    const ports = reader.list(rule.ports, `${path}.ports`);
    const readPeers = peers.map((peer) => readPeer(reader, peer.item, peer.path, namespace));
    const readPorts = ports.flatMap((port) => readPort(reader, port.item, port.path));
    checkNamedPorts(reader, readPeers, readPorts);
    return {
      path,
      action: 'Allow',
      // An empty list of peers or ports means the same as none: everything.
      peers: peers.length === 0 ? [{ kind: 'everything', path }] : readPeers,
      ports: ports.length === 0 ? [{ kind: 'number', path, connections: ConnectionSet.all }] : readPorts,
    };
  });
}

function readPeer(reader: FieldReader, value: JsonValue, path: string, namespace: string): PolicyPeer {
  const peer = reader.object(value, path, ['podSelector', 'namespaceSelector', 'ipBlock']) ?? {};
  const pods = reader.selector(peer.podSelector, `${path}.podSelector`);
  const namespaces = reader.selector(peer.namespaceSelector, `${path}.namespaceSelector`);
  const block = reader.object(peer.ipBlock, `${path}.ipBlock`, ['cidr', 'except']);
  if (block !== undefined) {
    if (pods !== undefined || namespaces !== undefined) {
      const message = 'Forbidden: may not specify both ipBlock and another peer';
      reader.problem(path, message, 'give the block a peer of its own');
    }
    const ranges = reader.block(block, `${path}.ipBlock.cidr`, `${path}.ipBlock.except`);
    return { kind: 'addresses', path, ranges, matching: 'plugin' };
  }
  if (pods === undefined && namespaces === undefined) {
    reader.problem(path, 'Required value: must specify a peer', 'leave the list of peers out to mean everything');
    return { kind: 'unknown', path, what: 'a peer without a selector' };
  }
  // A missing namespaceSelector means the policy's own namespace; an empty one means all namespaces.
  return { kind: 'pods', path, selection: { namespaces: namespaces ?? namespace, pods: pods ?? everyPod } };
}

function readPort(reader: FieldReader, value: JsonValue, path: string): PolicyPort[] {
  const port: JsonObject = reader.object(value, path, ['protocol', 'port', 'endPort']) ?? {};
  const protocol: Protocol | undefined =
    port.protocol === undefined || port.protocol === null
      ? 'TCP'
      : reader.oneOf(port.protocol, `${path}.protocol`, protocols);
  if (protocol === undefined) return [];
  if (port.port === undefined || port.port === null) {
    if (port.endPort !== undefined && port.endPort !== null) {
      reader.problem(
        `${path}.endPort`,
        'Forbidden: may not be specified when `port` is not specified',
        'set `port` to the first port of the range',
      );
    }
    return [{ kind: 'number', path, connections: ConnectionSet.allOf(protocol) }];
  }
  if (typeof port.port === 'string') return readNamedPort(reader, port.port, port, path, protocol);
  const from = reader.portNumber(port.port, `${path}.port`);
  if (from === undefined) return [];
  if (port.endPort === undefined || port.endPort === null) {
    return [{ kind: 'number', path, connections: ConnectionSet.port(protocol, from) }];
  }
  const to = reader.portNumber(port.endPort, `${path}.endPort`);
  if (to === undefined) return [];
  if (to < from) {
    reader.problem(
      `${path}.endPort`,
      `Invalid value: ${to}: must be greater than or equal to \`port\``,
      `set endPort to at least ${from}`,
    );
    return [];
  }
  return [{ kind: 'number', path, connections: ConnectionSet.range(protocol, from, to) }];
}

function readNamedPort(
  reader: FieldReader,
  name: string,
  port: JsonObject,
  path: string,
  protocol: Protocol,
): PolicyPort[] {
  if (port.endPort !== undefined && port.endPort !== null) {
    reader.problem(
      `${path}.endPort`,
      'Forbidden: may not be specified when `port` is non-numeric',
      'give the range as numbers',
    );
  }
  if (!isPortName(name)) {
    const message = `Invalid value: ${JSON.stringify(name)}: must be an IANA service name of at most 15 characters with at least one letter`;
    reader.problem(`${path}.port`, message, 'write a number without quotes, or the name of a container port');
    return [];
  }
  return [{ kind: 'name', path, name, protocol }];
}

/** A name is looked up among a pod's container ports; an address has none. */
function checkNamedPorts(reader: FieldReader, peers: readonly PolicyPeer[], ports: readonly PolicyPort[]): void {
  if (!peers.some(({ kind }) => kind === 'addresses')) return;
  for (const port of ports) {
    if (port.kind !== 'name' || !port.path.startsWith('spec.egress')) continue;
    const message = `Invalid value: "${port.name}": an address has no named ports`;
    reader.problem(`${port.path}.port`, message, 'give the number of the port');
  }
}
