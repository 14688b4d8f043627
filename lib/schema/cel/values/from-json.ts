import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../manifest/objects/json';
import { parseDate, parseDateTime } from '../../structure/date-time';
import { parseGoDuration } from '../../structure/go-duration';
import { withObjectFields } from '../../structure/object-schema';
import type { StructuralSchema } from '../../facts/schema-facts';
import { CelError } from '../cel-error';
import { CelList } from './cel-list';
import { CelMap } from './cel-map';
import { CelDuration, CelTimestamp } from './cel-scalars';
import type { CelValue } from './cel-value';

/** A part of an object as its schema types it: an integer becomes an `int`, text of format `date-time` a timestamp. */
export function celValue(value: JsonValue, schema: StructuralSchema): CelValue {
  if (value === null) return null;
  if (isJsonArray(value)) return celList(value, schema);
  if (isJsonObject(value)) {
    return new SchemaMap(value, schema['x-kubernetes-embedded-resource'] === true ? withObjectFields(schema) : schema);
  }
  if (typeof value === 'number') return celNumber(value, schema);
  return typeof value === 'string' && schema.type === 'string' ? celString(value, schema.format) : value;
}

function celList(items: readonly JsonValue[], schema: StructuralSchema): CelList {
  const itemSchema = schema.items ?? {};
  const values = items.map((item) => celValue(item, itemSchema));
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return new CelList(values, []);
  return type === 'map' ? new CelList(values, schema['x-kubernetes-list-map-keys'] ?? []) : new CelList(values);
}

function celNumber(value: number, { type }: StructuralSchema): CelValue {
  return type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
}

function celString(text: string, format: string | undefined): CelValue {
  switch (format) {
    case 'duration':
      return orInvalid(parseGoDuration(text), text, (nanos) => new CelDuration(nanos));
    case 'date':
      return orInvalid(parseDate(text), text, (nanos) => new CelTimestamp(nanos));
    case 'date-time':
      return orInvalid(parseDateTime(text), text, (moment) => new CelTimestamp(moment.nanos, moment.offsetMinutes));
    case 'byte':
      return Buffer.from(text, 'base64');
    default:
      return text;
  }
}

function orInvalid<T>(parsed: T | undefined, text: string, make: (parsed: T) => CelValue): CelValue {
  if (parsed === undefined) throw new CelError(`invalid data: ${JSON.stringify(text)}`);
  return make(parsed);
}

/** An object of the manifest; its parts are typed when they are asked for. */
class SchemaMap extends CelMap {
  constructor(
    private readonly object: JsonObject,
    private readonly schema: StructuralSchema,
  ) {
    super();
  }

  get size(): number {
    return Object.keys(this.object).length;
  }

  get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string' || !Object.hasOwn(this.object, key)) return undefined;
    const value = this.object[key];
    // Of an object whose fields are named, one that is null is not there; in a map, null is a value.
    if (value === undefined || (value === null && this.schema.properties !== undefined)) return undefined;
    return celValue(value, this.schemaOf(key));
  }

  *entries(): Iterable<readonly [CelValue, CelValue]> {
    for (const key of Object.keys(this.object)) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  override field(name: string): CelValue | undefined {
    return this.schema.properties === undefined ? this.get(name) : this.get(unescapeField(name));
  }

  private schemaOf(key: string): StructuralSchema {
    const { properties, additionalProperties } = this.schema;
    const property = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    return property ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
  }
}

const escapes: Readonly<Record<string, string>> = { underscores: '__', dot: '.', dash: '-', slash: '/' };

const reserved =
  /^__(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)__$/;

/** The field that a rule means by an escaped name: `__namespace__`, `a__dash__b`. */
function unescapeField(name: string): string {
  if (!name.includes('__')) return name;
  const word = reserved.exec(name)?.[1];
  return word ?? name.replaceAll(/__(underscores|dot|dash|slash)__/g, (_, escape: string) => escapes[escape] ?? '');
}
