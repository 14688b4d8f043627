import type { JsonObject, JsonValue } from '../../manifest/objects/json';
import { ConnectionSet, protocols } from '../sets/connection-set';
import type { FieldReader } from './field-reader';
import type { Policy, PolicyPort } from './policy';
import { readClusterPolicy } from './read-cluster-policy';

/** What an AdminNetworkPolicy means: ordered rules that are asked before every NetworkPolicy. */
export function readAdminNetworkPolicy(reader: FieldReader): Policy {
  const spec = reader.object(reader.source.manifest.spec, 'spec', ['priority', 'subject', 'ingress', 'egress']) ?? {};
  return readClusterPolicy(reader, spec, {
    tier: 'admin',
    priority: readPriority(reader, spec.priority),
    actions: { Allow: 'Allow', Deny: 'Deny', Pass: 'Pass' },
    portsField: 'ports',
    readPorts,
  });
}

/** What a BaselineAdminNetworkPolicy means: ordered rules for what no NetworkPolicy decides. A cluster has one, `default`. */
export function readBaselineAdminNetworkPolicy(reader: FieldReader): Policy {
  const { metadata } = reader.source.manifest;
  if (metadata.name !== 'default') {
    const message = `Invalid value: "${metadata.name ?? ''}": the only BaselineAdminNetworkPolicy of a cluster is named "default"`;
    reader.problem('metadata.name', message, 'name it default');
  }
  const spec = reader.object(reader.source.manifest.spec, 'spec', ['subject', 'ingress', 'egress']) ?? {};
  return readClusterPolicy(reader, spec, {
    tier: 'baseline',
    priority: 0,
    actions: { Allow: 'Allow', Deny: 'Deny' },
    portsField: 'ports',
    readPorts,
  });
}

/** 0 to 1000; a lower number is asked earlier. */
export function readPriority(reader: FieldReader, value: JsonValue | undefined): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000) return value;
  const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be between 0 and 1000, inclusive`;
  reader.problem('spec.priority', message, 'set a priority that no other policy has');
  return 0;
}

function readPorts(reader: FieldReader, rule: JsonObject, rulePath: string): readonly PolicyPort[] {
  if (rule.ports === undefined || rule.ports === null) {
    return [{ kind: 'number', path: rulePath, connections: ConnectionSet.all }];
  }
  return reader.list(rule.ports, `${rulePath}.ports`).flatMap(({ item, path }) => readPort(reader, item, path));
}

function readPort(reader: FieldReader, value: JsonValue, path: string): PolicyPort[] {
  const port = reader.object(value, path, ['portNumber', 'namedPort', 'portRange']) ?? {};
  if (Object.keys(port).length !== 1) {
    const fix = 'use one of portNumber, namedPort, portRange';
    reader.problem(path, 'Invalid value: a port must have exactly one field', fix);
  }
  const name = reader.string(port.namedPort, `${path}.namedPort`);
  if (name !== undefined) return [{ kind: 'name', path, name }];
  const number = reader.object(port.portNumber, `${path}.portNumber`, ['protocol', 'port']);
  if (number !== undefined) {
    return readRange(reader, { ...number, start: number.port, end: number.port }, `${path}.portNumber`, 'port');
  }
  const range = reader.object(port.portRange, `${path}.portRange`, ['protocol', 'start', 'end']);
  return range === undefined ? [] : readRange(reader, range, `${path}.portRange`, 'start');
}

function readRange(reader: FieldReader, range: JsonObject, path: string, startField: string): PolicyPort[] {
  const protocol = range.protocol === undefined ? 'TCP' : reader.oneOf(range.protocol, `${path}.protocol`, protocols);
  const from = reader.portNumber(range.start, `${path}.${startField}`);
  const to = startField === 'port' ? from : reader.portNumber(range.end, `${path}.end`);
  if (protocol === undefined || from === undefined || to === undefined) return [];
  if (to < from) {
    reader.problem(`${path}.end`, `Invalid value: ${to}: must not be less than start`, `set end to more than ${from}`);
    return [];
  }
  return [{ kind: 'number', path, connections: ConnectionSet.range(protocol, from, to) }];
}
