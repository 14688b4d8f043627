import type { Field } from '../../manifest/objects/field';
import { ConnectionSet, type Protocol } from '../sets/connection-set';
import type { Policy, PolicyPort } from './policy';
import type { PolicyReader } from './policy-reader';
import { readPriority } from './read-admin-network-policy';
import { readClusterPolicy } from './read-cluster-policy';

/** What a ClusterNetworkPolicy means: one kind for both cluster-wide tiers, with a priority in each. */
export function readClusterNetworkPolicy(reader: PolicyReader): Policy {
  const spec = reader.map(reader.root.at('spec'), ['tier', 'priority', 'subject', 'ingress', 'egress']);
  const tier = reader.oneOf(spec.at('tier'), ['Admin', 'Baseline']);
  return readClusterPolicy(reader, spec, {
    tier: tier === 'Baseline' ? 'baseline' : 'admin',
    priority: readPriority(reader, spec.at('priority')),
    actions: { Accept: 'Allow', Deny: 'Deny', Pass: 'Pass' },
    portsField: 'protocols',
    readPorts,
  });
}

const protocolFields: Readonly<Record<string, Protocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

function readPorts(reader: PolicyReader, rule: Field): readonly PolicyPort[] {
  const entries = rule.at('protocols');
  if (!entries.isSet) return [{ kind: 'number', path: rule.path, connections: ConnectionSet.all }];
  return reader.list(entries).flatMap((entry) => readPort(reader, entry));
}

function readPort(reader: PolicyReader, entry: Field): PolicyPort[] {
  const fields = [...Object.keys(protocolFields), 'destinationNamedPort'];
  const { path } = reader.map(entry, fields);
  reader.exactlyOne(entry, 'a protocol', fields);
  const name = reader.string(entry.at('destinationNamedPort'));
  if (name !== undefined) return [{ kind: 'name', path, name }];
  for (const [field, protocol] of Object.entries(protocolFields)) {
    const ports = reader.map(entry.at(field), ['destinationPort']);
    if (ports.map === undefined) continue;
    const port = reader.map(ports.at('destinationPort'), ['number', 'range']);
    if (port.map !== undefined) return readDestination(reader, port, path, protocol);
    reader.problem(port, 'Required value', 'give a number or a range');
  }
  return [];
}

function readDestination(reader: PolicyReader, port: Field, path: string, protocol: Protocol): PolicyPort[] {
  const range = reader.map(port.at('range'), ['start', 'end']);
  if (range.map === undefined) {
    const number = reader.portNumber(port.at('number'));
    return number === undefined ? [] : [{ kind: 'number', path, connections: ConnectionSet.port(protocol, number) }];
  }
  const from = reader.portNumber(range.at('start'));
  const to = reader.portNumber(range.at('end'));
  if (from === undefined || to === undefined) return [];
  if (from >= to) {
    const message = `Invalid value: ${from}-${to}: start must be less than end`;
    reader.problem(range, message, 'use number for one port');
    return [];
  }
  return [{ kind: 'number', path, connections: ConnectionSet.range(protocol, from, to) }];
}
