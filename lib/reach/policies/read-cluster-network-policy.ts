import type { JsonObject, JsonValue } from '../../manifest/objects/json';
import { ConnectionSet, type Protocol } from '../sets/connection-set';
import type { FieldReader } from './field-reader';
import type { Policy, PolicyPort } from './policy';
import { readPriority } from './read-admin-network-policy';
import { readClusterPolicy } from './read-cluster-policy';

/** What a ClusterNetworkPolicy means: one kind for both cluster-wide tiers, with a priority in each. */
export function readClusterNetworkPolicy(reader: FieldReader): Policy {
  const fields = ['tier', 'priority', 'subject', 'ingress', 'egress'];
  const spec = reader.object(reader.source.manifest.spec, 'spec', fields) ?? {};
  const tier = reader.oneOf(spec.tier, 'spec.tier', ['Admin', 'Baseline']);
  return readClusterPolicy(reader, spec, {
    tier: tier === 'Baseline' ? 'baseline' : 'admin',
    priority: readPriority(reader, spec.priority),
    actions: { Accept: 'Allow', Deny: 'Deny', Pass: 'Pass' },
    portsField: 'protocols',
    readPorts,
  });
}

const protocolFields: Readonly<Record<string, Protocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

function readPorts(reader: FieldReader, rule: JsonObject, rulePath: string): readonly PolicyPort[] {
  if (rule.protocols === undefined || rule.protocols === null) {
    return [{ kind: 'number', path: rulePath, connections: ConnectionSet.all }];
  }
  return reader.list(rule.protocols, `${rulePath}.protocols`).flatMap(({ item, path }) => readPort(reader, item, path));
}

function readPort(reader: FieldReader, value: JsonValue, path: string): PolicyPort[] {
  const fields = [...Object.keys(protocolFields), 'destinationNamedPort'];
  const entry = reader.object(value, path, fields) ?? {};
  if (Object.keys(entry).length !== 1) {
    reader.problem(path, 'Invalid value: must have exactly one field', `use one of ${fields.join(', ')}`);
  }
  const name = reader.string(entry.destinationNamedPort, `${path}.destinationNamedPort`);
  if (name !== undefined) return [{ kind: 'name', path, name }];
  for (const [field, protocol] of Object.entries(protocolFields)) {
    const ports = reader.object(entry[field], `${path}.${field}`, ['destinationPort']);
    if (ports === undefined) continue;
    const portPath = `${path}.${field}.destinationPort`;
    const port = reader.object(ports.destinationPort, portPath, ['number', 'range']);
    if (port !== undefined) return readDestination(reader, port, portPath, path, protocol);
    reader.problem(portPath, 'Required value', 'give a number or a range');
  }
  return [];
}

function readDestination(
  reader: FieldReader,
  port: JsonObject,
  portPath: string,
  path: string,
  protocol: Protocol,
): PolicyPort[] {
  const range = reader.object(port.range, `${portPath}.range`, ['start', 'end']);
  if (range === undefined) {
    const number = reader.portNumber(port.number, `${portPath}.number`);
    return number === undefined ? [] : [{ kind: 'number', path, connections: ConnectionSet.port(protocol, number) }];
  }
  const from = reader.portNumber(range.start, `${portPath}.range.start`);
  const to = reader.portNumber(range.end, `${portPath}.range.end`);
  if (from === undefined || to === undefined) return [];
  if (from >= to) {
    reader.problem(
      `${portPath}.range`,
      `Invalid value: ${from}-${to}: start must be less than end`,
      'use number for one port',
    );
    return [];
  }
  return [{ kind: 'number', path, connections: ConnectionSet.range(protocol, from, to) }];
}
