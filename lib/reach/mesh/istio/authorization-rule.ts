import type { JsonObject, JsonValue } from '../../../manifest/objects/json';
import type { FieldReader } from '../../policies/field-reader';
import { allPorts, noPorts, subtractIntervals, type PortIntervals } from '../../sets/port-intervals';
import type { RequestAtom, RequestAttribute } from '../request-match';
import { parseWildcard, type TextPattern } from '../text-pattern';
import { everyClause, negation, readPortTexts, readTexts, type IstioClause, type PolicyHome } from './clause';
import { readIstioCondition } from './condition';
import { readIstioSource } from './source';

/** One rule of an AuthorizationPolicy: some client, some operation, and every condition. */
export interface IstioRule {
  /** `AuthorizationPolicy shop/cart spec.rules[0]`. */
  readonly name: string;
  /** One of these; anyone when left out. */
  readonly sources?: readonly IstioClause[];
  /** One of these; anything when left out. */
  readonly operations?: readonly IstioClause[];
  /** All of these. */
  readonly conditions: readonly IstioClause[];
}

export function readIstioRule(reader: FieldReader, value: JsonValue, path: string, home: PolicyHome): IstioRule {
  const rule = reader.object(value, path, ['from', 'to', 'when']) ?? {};
  const from = reader.list(rule.from, `${path}.from`).map((entry) => {
    const source = reader.object(entry.item, entry.path, ['source'])?.source;
    return readIstioSource(reader, source, `${entry.path}.source`, home);
  });
  const to = reader.list(rule.to, `${path}.to`).map((entry) => {
    const operation = reader.object(entry.item, entry.path, ['operation'])?.operation;
    return readOperation(reader, operation, `${entry.path}.operation`);
  });
  const when = reader.list(rule.when, `${path}.when`);
  return {
    name: `${home.name} ${path}`,
    ...(from.length === 0 ? {} : { sources: from }),
    ...(to.length === 0 ? {} : { operations: to }),
    conditions: when.map((entry) => readIstioCondition(reader, entry.item, entry.path, home)),
  };
}

const operationFields = {
  hosts: 'host',
  methods: 'method',
  paths: 'path',
} as const satisfies Record<string, RequestAttribute>;

function readOperation(reader: FieldReader, value: JsonValue | undefined, path: string): IstioClause {
  const names = Object.keys(operationFields).flatMap((name) => [name, negation(name)]);
  const operation = reader.object(value, path, ['ports', 'notPorts', ...names]) ?? {};
  const wanted = readPorts(reader, operation, path, 'ports') ?? allPorts;
  const refused = readPorts(reader, operation, path, 'notPorts') ?? noPorts;
  const atoms = Object.entries(operationFields).flatMap(([name, attribute]) => [
    ...readAtom(reader, operation, path, name, attribute, false),
    ...readAtom(reader, operation, path, negation(name), attribute, true),
  ]);
  return {
    ...everyClause,
    ports: subtractIntervals(wanted, refused),
    onConnections: operation.ports !== undefined || operation.notPorts !== undefined || atoms.length === 0,
    ...(atoms.length === 0 ? {} : { http: { atoms, when: [] } }),
  };
}

function readAtom(
  reader: FieldReader,
  operation: JsonObject,
  path: string,
  name: string,
  attribute: RequestAttribute,
  negated: boolean,
): RequestAtom[] {
  const values = readTexts(reader, operation[name], `${path}.${name}`);
  if (values.length === 0) return [];
  return [{ attribute, negated, patterns: values.map((text) => patternOf(text, attribute)) }];
}

function patternOf(text: string, attribute: RequestAttribute): TextPattern {
  if (attribute === 'path' && text.includes('{*')) return { kind: 'template', text };
  return parseWildcard(attribute === 'host' ? text.toLowerCase() : text);
}

function readPorts(reader: FieldReader, operation: JsonObject, path: string, name: string): PortIntervals | undefined {
  const texts = readTexts(reader, operation[name], `${path}.${name}`);
  return texts.length === 0 ? undefined : readPortTexts(reader, texts, `${path}.${name}`);
}
