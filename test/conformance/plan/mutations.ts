import {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** An object with one thing changed, and what that is. */
export interface Mutation {
  readonly what: string;
  readonly manifest: Manifest;
}

/** Every change of one place of an object: a field left out, set otherwise, or an item more, fewer or elsewhere. */
export function mutationsOf(manifest: Manifest): readonly Mutation[] {
  const found: Mutation[] = [];
  for (const { what, value } of mutants(manifest, [])) {
    // Every change leaves an object an object.
    found.push({ what, manifest: value as unknown as Manifest });
  }
  return found;
}

/** The object with one value written that the server has filled in: nothing changes. */
export function writtenDefaults(manifest: Manifest, stored: JsonObject): readonly Mutation[] {
  return filled(manifest, stored, []).map(({ what, value }) => ({ what, manifest: value as unknown as Manifest }));
}

interface Mutant {
  readonly what: string;
  readonly value: JsonValue;
}

const fixed = /^(apiVersion|kind|metadata\.(name|namespace))$/;

function mutants(value: JsonValue, path: readonly string[]): Mutant[] {
  if (isJsonObject(value)) return mapMutants(value, path);
  if (isJsonArray(value)) return listMutants(value, path);
  return otherScalars(value, path.at(-1) ?? '').map((other) => ({
    what: `${path.join('.')} = ${JSON.stringify(other)}`,
    value: other,
  }));
}

function mapMutants(map: JsonObject, path: readonly string[]): Mutant[] {
  return Object.entries(map).flatMap(([name, child = null]) => {
    const at = [...path, name];
    if (fixed.test(at.join('.'))) return [];
    const { [name]: _, ...without } = map;
    return [
      ...(name === 'metadata' && path.length === 0 ? [] : [{ what: `${at.join('.')} left out`, value: without }]),
      ...mutants(child, at).map((mutant) => ({ ...mutant, value: { ...map, [name]: mutant.value } })),
    ];
  });
}

function listMutants(list: JsonArray, path: readonly string[]): Mutant[] {
  const at = path.join('.');
  const last = list.at(-1);
  const more = last === undefined ? undefined : another(last);
  return [
    ...(list.length > 1 ? [{ what: `${at} reversed`, value: [...list].reverse() }] : []),
    ...(list.length > 1 ? [{ what: `${at} without its last item`, value: list.slice(0, -1) }] : []),
    ...(more === undefined ? [] : [{ what: `${at} with another item`, value: [...list, more] }]),
    ...list.flatMap((item, index) =>
      mutants(item, [...path, String(index)]).map((mutant) => ({
        ...mutant,
        value: list.map((each, place) => (place === index ? mutant.value : each)),
      })),
    ),
  ];
}

function another(item: JsonValue): JsonValue | undefined {
  if (typeof item === 'string') {
    if (/^[\d.]+\/\d+$/.test(item)) return '10.97.0.0/24';
    return /^[\d.]+$/.test(item) ? '10.9.9.9' : `${item}x`;
  }
  if (!isJsonObject(item)) return undefined;
  if (typeof item.name === 'string') return { ...item, name: `${item.name}x` };
  return undefined;
}

const alternatives: Readonly<Record<string, string>> = {
  Always: 'IfNotPresent',
  ByUser: 'ByNamespace',
  ClusterFirst: 'Default',
  ClusterIP: 'NodePort',
  Delete: 'Retain',
  DoNotSchedule: 'ScheduleAnyway',
  Equal: 'Exists',
  Exact: 'Prefix',
  Exists: 'Exists',
  ExternalName: 'ClusterIP',
  File: 'None',
  Forbid: 'Replace',
  Ignore: 'Fail',
  In: 'NotIn',
  Indexed: 'NonIndexed',
  LoadBalancer: 'ClusterIP',
  Local: 'Cluster',
  Never: 'OnFailure',
  NoExecute: 'NoSchedule',
  NoSchedule: 'NoExecute',
  OnFailure: 'Never',
  Parallel: 'OrderedReady',
  Prefix: 'Exact',
  Retain: 'Delete',
  RollingUpdate: 'OnDelete',
  RuntimeDefault: 'Unconfined',
  TCP: 'UDP',
  UDP: 'TCP',
  WaitForFirstConsumer: 'Immediate',
  baseline: 'restricted',
  easy: 'hard',
  'Europe/Berlin': 'Europe/Paris',
  '0 3 * * *': '0 4 * * *',
  None: '10.0.0.79',
  '10.0.0.0/8': '10.0.0.0/9',
  '10.96.0.0/24': '10.98.0.0/24',
  '10.1.0.0/16': '10.2.0.0/16',
  '10.1.0.1': '10.1.0.2',
};

function otherScalars(value: JsonValue, name: string): readonly JsonValue[] {
  if (typeof value === 'number') return [value + 1, ...(value > 1 ? [value - 1] : [])];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string') return [];
  const known = alternatives[value];
  if (known !== undefined) return [known];
  if (/^\d+(m|Mi|Gi)?$/.test(value) && name !== 'a' && name !== 'b' && name !== '1') return quantities(value);
  return [/^[0-9.]+$/.test(value) ? `${value}1` : `${value}x`];
}

/** More, less, and the same in another unit. */
function quantities(value: string): readonly string[] {
  const [, digits = '', unit = ''] = /^(\d+)(m|Mi|Gi)?$/.exec(value) ?? [];
  const same = {
    m: `${Number(digits) / 1000}`,
    Mi: `${Number(digits) * 1024}Ki`,
    Gi: `${Number(digits) * 1024}Mi`,
    '': `${digits}000m`,
  }[unit];
  const less = Math.floor(Number(digits) / 2);
  return [
    `${Number(digits) * 2}${unit}`,
    ...(less > 0 ? [`${less}${unit}`] : []),
    ...(same === undefined ? [] : [same]),
  ];
}

/** What the server alone decides, or decided once. */
const decided =
  /^(status|metadata|spec\.(clusterIP|clusterIPs|ipFamilies|ipFamilyPolicy|healthCheckNodePort|selector|finalizers|storageClassName)|template\.metadata|spec\.template\.metadata|data)\b|nodePort|creationTimestamp|controller-uid|\.status$/;

function filled(value: JsonValue, stored: JsonValue, path: readonly string[]): Mutant[] {
  if (isJsonArray(value) && isJsonArray(stored) && value.length === stored.length) {
    return value.flatMap((item, index) =>
      filled(item, stored[index] ?? null, [...path, String(index)]).map((mutant) => ({
        ...mutant,
        value: value.map((each, place) => (place === index ? mutant.value : each)),
      })),
    );
  }
  if (!isJsonObject(value) || !isJsonObject(stored)) return [];
  return Object.entries(stored).flatMap(([name, kept = null]) => {
    const at = [...path, name].join('.');
    if (decided.test(at)) return [];
    const own = value[name];
    if (own === undefined)
      return [{ what: `${at} written as ${JSON.stringify(kept)}`, value: { ...value, [name]: kept } }];
    return filled(own, kept, [...path, name]).map((mutant) => ({
      ...mutant,
      value: { ...value, [name]: mutant.value },
    }));
  });
}
