import { isPortName } from '../../manifest/network/port-name';
import { policyTypesOf } from '../../manifest/network/policy-types';
import type { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import { ConnectionSet, protocols, type Protocol } from '../sets/connection-set';
import type { Direction, Policy, PolicyPeer, PolicyPort, NetworkPolicyRule } from './policy';
import { policyName } from './policy-name';
import type { PolicyReader } from './policy-reader';

const everyPod: LabelSelector = {};

/** What a `networking.k8s.io` NetworkPolicy means: it isolates the pods it selects, and its rules allow. */
export function readNetworkPolicy(reader: PolicyReader): Policy {
  const { manifest } = reader.source;
  const namespace = namespaceOf(manifest);
  const spec = reader.map(reader.root.at('spec'), ['podSelector', 'policyTypes', 'ingress', 'egress']);
  const ingress = readRules(reader, spec, 'ingress', namespace);
  const egress = readRules(reader, spec, 'egress', namespace);
  for (const type of reader.list(spec.at('policyTypes'))) reader.oneOf(type, ['Ingress', 'Egress']);
  const types = policyTypesOf(manifest);
  const isolates = { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
  return {
    source: reader.source,
    name: policyName(manifest),
    tier: 'network',
    priority: 0,
    subject: { namespaces: namespace, pods: reader.selector(spec.at('podSelector')) ?? everyPod },
    subjectPath: 'spec.podSelector',
    isolates,
    // Rules of a direction that the types leave out are stored and ignored.
    rules: { ingress: isolates.ingress ? ingress : [], egress: isolates.egress ? egress : [] },
  };
}

function readRules(reader: PolicyReader, spec: Field, direction: Direction, namespace: string): NetworkPolicyRule[] {
  const peerField = direction === 'ingress' ? 'from' : 'to';
  return reader.list(spec.at(direction)).map((rule) => {
    reader.map(rule, [peerField, 'ports']);
    const peers = reader.list(rule.at(peerField)).map((peer) => readPeer(reader, peer, namespace));
    const ports = reader.list(rule.at('ports'));
    if (direction === 'egress' && peers.some(({ kind }) => kind === 'addresses')) refuseNamedPorts(reader, ports);
    const { path } = rule;
    return {
      path,
      action: 'Allow',
      // An empty list of peers or ports means the same as none: everything.
      peers: peers.length === 0 ? [{ kind: 'everything', path }] : peers,
      ports:
        ports.length === 0
          ? [{ kind: 'number', path, connections: ConnectionSet.all }]
          : ports.flatMap((port) => readPort(reader, port)),
    };
  });
}

function readPeer(reader: PolicyReader, peer: Field, namespace: string): PolicyPeer {
  const { path } = reader.map(peer, ['podSelector', 'namespaceSelector', 'ipBlock']);
  const pods = reader.selector(peer.at('podSelector'));
  const namespaces = reader.selector(peer.at('namespaceSelector'));
  const block = reader.map(peer.at('ipBlock'), ['cidr', 'except']);
  if (block.map !== undefined) {
    if (pods !== undefined || namespaces !== undefined) {
      const message = 'Forbidden: may not specify both ipBlock and another peer';
      reader.problem(peer, message, 'give the block a peer of its own');
    }
    const ranges = reader.without(reader.cidr(block.at('cidr')), block.at('except'));
    return { kind: 'addresses', path, ranges, matching: 'plugin' };
  }
  if (pods === undefined && namespaces === undefined) {
    reader.problem(peer, 'Required value: must specify a peer', 'leave the list of peers out to mean everything');
    return { kind: 'unknown', path, what: 'a peer without a selector' };
  }
  // A missing namespaceSelector means the policy's own namespace; an empty one means all namespaces.
  return { kind: 'pods', path, selection: { namespaces: namespaces ?? namespace, pods: pods ?? everyPod } };
}

function readPort(reader: PolicyReader, field: Field): PolicyPort[] {
  const { path } = reader.map(field, ['protocol', 'port', 'endPort']);
  const protocol = readProtocol(reader, field.at('protocol'));
  if (protocol === undefined) return [];
  const port = field.at('port');
  const endPort = field.at('endPort');
  if (!port.isSet) {
    if (endPort.isSet) {
      const message = 'Forbidden: may not be specified when `port` is not specified';
      reader.problem(endPort, message, 'set `port` to the first port of the range');
    }
    return [{ kind: 'number', path, connections: ConnectionSet.allOf(protocol) }];
  }
  if (port.text !== undefined) return readNamedPort(reader, port.text, field, protocol);
  const from = reader.portNumber(port);
  if (from === undefined) return [];
  if (!endPort.isSet) return [{ kind: 'number', path, connections: ConnectionSet.port(protocol, from) }];
  const to = reader.portNumber(endPort);
  if (to === undefined) return [];
  if (to < from) {
    const message = `Invalid value: ${to}: must be greater than or equal to \`port\``;
    reader.problem(endPort, message, `set endPort to at least ${from}`);
    return [];
  }
  return [{ kind: 'number', path, connections: ConnectionSet.range(protocol, from, to) }];
}

function readProtocol(reader: PolicyReader, protocol: Field): Protocol | undefined {
  return protocol.isSet ? reader.oneOf(protocol, protocols) : 'TCP';
}

function readNamedPort(reader: PolicyReader, name: string, field: Field, protocol: Protocol): PolicyPort[] {
  if (field.at('endPort').isSet) {
    const message = 'Forbidden: may not be specified when `port` is non-numeric';
    reader.problem(field.at('endPort'), message, 'give the range as numbers');
  }
  if (!isPortName(name)) {
    const message = `Invalid value: ${JSON.stringify(name)}: must be an IANA service name of at most 15 characters with at least one letter`;
    const fix = 'write a number without quotes, or the name of a container port';
    reader.problem(field.at('port'), message, fix);
    return [];
  }
  return [{ kind: 'name', path: field.path, name, protocol }];
}

/** A name is looked up among a pod's container ports; an address has none. */
function refuseNamedPorts(reader: PolicyReader, ports: readonly Field[]): void {
  for (const port of ports.map((each) => each.at('port'))) {
    if (port.text === undefined || !isPortName(port.text)) continue;
    const message = `Invalid value: "${port.text}": an address has no named ports`;
    reader.problem(port, message, 'give the number of the port');
  }
}
