import type { Field } from '../../../manifest/objects/field';
import type { PolicyReader } from '../../policies/policy-reader';
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

export function readIstioRule(reader: PolicyReader, rule: Field, home: PolicyHome): IstioRule {
  reader.map(rule, ['from', 'to', 'when']);
  const from = reader
    .list(rule.at('from'))
    .map((entry) => readIstioSource(reader, reader.map(entry, ['source']).at('source'), home));
  const to = reader
    .list(rule.at('to'))
    .map((entry) => readOperation(reader, reader.map(entry, ['operation']).at('operation')));
  return {
    name: `${home.name} ${rule.path}`,
    ...(from.length === 0 ? {} : { sources: from }),
    ...(to.length === 0 ? {} : { operations: to }),
    conditions: reader.list(rule.at('when')).map((condition) => readIstioCondition(reader, condition, home)),
  };
}

const operationFields = {
  hosts: 'host',
  methods: 'method',
  paths: 'path',
} as const satisfies Record<string, RequestAttribute>;

function readOperation(reader: PolicyReader, operation: Field): IstioClause {
  const names = Object.keys(operationFields).flatMap((name) => [name, negation(name)]);
  reader.map(operation, ['ports', 'notPorts', ...names]);
  const ports = operation.at('ports');
  const notPorts = operation.at('notPorts');
  const wanted = readPorts(reader, ports) ?? allPorts;
  const refused = readPorts(reader, notPorts) ?? noPorts;
  const atoms = Object.entries(operationFields).flatMap(([name, attribute]) => [
    ...readAtom(reader, operation.at(name), attribute, false),
    ...readAtom(reader, operation.at(negation(name)), attribute, true),
  ]);
  return {
    ...everyClause,
    ports: subtractIntervals(wanted, refused),
    onConnections: ports.isSet || notPorts.isSet || atoms.length === 0,
    ...(atoms.length === 0 ? {} : { http: { atoms, when: [] } }),
  };
}

function readAtom(reader: PolicyReader, list: Field, attribute: RequestAttribute, negated: boolean): RequestAtom[] {
  const values = readTexts(reader, list);
  if (values.length === 0) return [];
  return [{ attribute, negated, patterns: values.map(({ text }) => patternOf(text, attribute)) }];
}

function patternOf(text: string, attribute: RequestAttribute): TextPattern {
  if (attribute === 'path' && text.includes('{*')) return { kind: 'template', text };
  return parseWildcard(attribute === 'host' ? text.toLowerCase() : text);
}

function readPorts(reader: PolicyReader, list: Field): PortIntervals | undefined {
  const texts = readTexts(reader, list);
  return texts.length === 0 ? undefined : readPortTexts(reader, texts);
}
