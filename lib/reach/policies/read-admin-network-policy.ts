import type { Field } from '../../manifest/objects/field';
import { ConnectionSet, protocols } from '../sets/connection-set';
import type { Policy, PolicyPort } from './policy';
import type { PolicyReader } from './policy-reader';
import { readClusterPolicy } from './read-cluster-policy';

/** What an AdminNetworkPolicy means: ordered rules that are asked before every NetworkPolicy. */
export function readAdminNetworkPolicy(reader: PolicyReader): Policy {
  const spec = reader.map(reader.root.at('spec'), ['priority', 'subject', 'ingress', 'egress']);
  return readClusterPolicy(reader, spec, {
    tier: 'admin',
    priority: readPriority(reader, spec.at('priority')),
    actions: { Allow: 'Allow', Deny: 'Deny', Pass: 'Pass' },
    portsField: 'ports',
    readPorts,
  });
}

/** What a BaselineAdminNetworkPolicy means: ordered rules for what no NetworkPolicy decides. A cluster has one, `default`. */
export function readBaselineAdminNetworkPolicy(reader: PolicyReader): Policy {
  const { metadata } = reader.source.manifest;
  if (metadata.name !== 'default') {
    const message = `Invalid value: "${metadata.name ?? ''}": the only BaselineAdminNetworkPolicy of a cluster is named "default"`;
    reader.problem(reader.root.at('metadata', 'name'), message, 'name it default');
  }
  const spec = reader.map(reader.root.at('spec'), ['subject', 'ingress', 'egress']);
  return readClusterPolicy(reader, spec, {
    tier: 'baseline',
    priority: 0,
    actions: { Allow: 'Allow', Deny: 'Deny' },
    portsField: 'ports',
    readPorts,
  });
}

/** 0 to 1000; a lower number is asked earlier. */
export function readPriority(reader: PolicyReader, field: Field): number {
  const { value } = field;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000) return value;
  const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be between 0 and 1000, inclusive`;
  reader.problem(field, message, 'set a priority that no other policy has');
  return 0;
}

function readPorts(reader: PolicyReader, rule: Field): readonly PolicyPort[] {
  const ports = rule.at('ports');
  if (!ports.isSet) return [{ kind: 'number', path: rule.path, connections: ConnectionSet.all }];
  return reader.list(ports).flatMap((port) => readPort(reader, port));
}

function readPort(reader: PolicyReader, port: Field): PolicyPort[] {
  const fields = ['portNumber', 'namedPort', 'portRange'];
  const { path } = reader.map(port, fields);
  reader.exactlyOne(port, 'a port', fields);
  const name = reader.string(port.at('namedPort'));
  if (name !== undefined) return [{ kind: 'name', path, name }];
  const number = reader.map(port.at('portNumber'), ['protocol', 'port']);
  if (number.map !== undefined) {
    const only = number.at('port');
    return readRange(reader, number, only, only);
  }
  const range = reader.map(port.at('portRange'), ['protocol', 'start', 'end']);
  return range.map === undefined ? [] : readRange(reader, range, range.at('start'), range.at('end'));
}

function readRange(reader: PolicyReader, range: Field, start: Field, end: Field): PolicyPort[] {
  const protocol = range.at('protocol').isSet ? reader.oneOf(range.at('protocol'), protocols) : 'TCP';
  const from = reader.portNumber(start);
  const to = start === end ? from : reader.portNumber(end);
  if (protocol === undefined || from === undefined || to === undefined) return [];
  if (to < from) {
    reader.problem(end, `Invalid value: ${to}: must not be less than start`, `set end to more than ${from}`);
    return [];
  }
  return [{ kind: 'number', path: range.path, connections: ConnectionSet.range(protocol, from, to) }];
}
