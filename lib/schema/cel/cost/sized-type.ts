import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { StructuralSchema } from '../../facts/schema-facts';
import { escapeField } from '../types/declared-type';

/** How large values of a schema can be, as API servers of a version reckon it. */
export interface SizedType {
  /** How many items, entries or characters a value has at most; 0 for what has none. */
  readonly maxElements: bigint;
  /** How many bytes of JSON a value has at least. */
  readonly minSize: number;
  /** Where the schema stands below the one that was asked for: `.properties[spec].items`. */
  readonly place: string;
  /** The limit that the schema could set, and does not. */
  readonly missing?: 'maxItems' | 'maxProperties' | 'maxLength';
  /** Of a list its items, of a map its values. */
  readonly elements?: SizedType;
  readonly keys?: SizedType;
  /** Of an object, by escaped names. */
  readonly fields?: ReadonlyMap<string, SizedType>;
}

/** How many bytes a request may have. */
const maxRequestSize = 3 * 1024 * 1024;
const longestText = maxRequestSize - 2;

/** How many values of a type fit into a request, with a comma between them. */
export function fittingIntoARequest({ minSize }: SizedType): bigint {
  return BigInt(Math.floor(maxRequestSize / (minSize + 1)));
}

/**
 * The sizes of a schema; undefined for what rules do not see.
 *
 * See `SchemaDeclType` in `k8s.io/apiserver/pkg/cel/common/schemas.go`.
 */
export function sizedType(
  schema: StructuralSchema,
  isResource: boolean,
  version: KubernetesVersion,
  place = '',
): SizedType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    const mayLimit = isAtLeast(version, '1.34');
    return { ...limitedText(mayLimit ? schema.maxLength : undefined, mayLimit), minSize: 1, place };
  }
  switch (schema.type) {
    case 'array':
      return sizedList(schema, version, place);
    case 'object':
      return sizedObject(isResource ? withObjectMeta(schema, version) : schema, version, place);
    case 'string':
      return { ...sizedText(schema, version), place };
    case 'boolean':
      return { maxElements: 0n, minSize: 4, place };
    case 'number':
    case 'integer':
      return { maxElements: 0n, minSize: 1, place };
    default:
      return undefined;
  }
}

/** One within another is a resource where it says so. */
function sizedPart(schema: StructuralSchema, version: KubernetesVersion, place: string): SizedType | undefined {
  return sizedType(schema, schema['x-kubernetes-embedded-resource'] === true, version, place);
}

function sizedList(
  { items, maxItems }: StructuralSchema,
  version: KubernetesVersion,
  place: string,
): SizedType | undefined {
  const elements = items === undefined ? undefined : sizedPart(items, version, `${place}.items`);
  if (elements === undefined) return undefined;
  // A comma stands between two of them.
  const maxElements = limitOr(maxItems, longestText, elements.minSize + 1);
  return { maxElements, minSize: 2, place, ...missing('maxItems', maxItems), elements };
}

function sizedObject(schema: StructuralSchema, version: KubernetesVersion, place: string): SizedType | undefined {
  const { additionalProperties, maxProperties, properties = {}, required = [] } = schema;
  if (typeof additionalProperties === 'object') {
    const elements = sizedPart(additionalProperties, version, `${place}.additionalProperties`);
    if (elements === undefined) return undefined;
    const keys: SizedType = { maxElements: 0n, minSize: 2, place };
    const maxElements = limitOr(maxProperties, longestText, elements.minSize + 6);
    return { maxElements, minSize: 2, place, ...missing('maxProperties', maxProperties), elements, keys };
  }
  const fields = new Map<string, SizedType>();
  let minSize = 2;
  for (const [name, property] of Object.entries(properties)) {
    const sized = sizedPart(property, version, `${place}.properties[${name}]`);
    if (sized === undefined) continue;
    const escaped = escapeField(name);
    if (escaped !== undefined) fields.set(escaped, sized);
    const hasDefault = property.default !== undefined && property.default !== null;
    if (required.includes(name) && !hasDefault) minSize += Buffer.byteLength(name) + sized.minSize + 4;
  }
  return { maxElements: 0n, minSize, place, fields };
}

type TextSize = Pick<SizedType, 'maxElements' | 'minSize' | 'missing'>;

function sizedText(schema: StructuralSchema, version: KubernetesVersion): TextSize {
  const { maxLength, format, enum: values = [] } = schema;
  switch (format) {
    case 'byte':
      return { maxElements: limitOr(maxLength, longestText, 1), minSize: 2, ...missing('maxLength', maxLength) };
    case 'duration':
      return { maxElements: 32n, minSize: 3 };
    case 'date':
      return { maxElements: 12n, minSize: 12 };
    case 'date-time':
      return { maxElements: 32n, minSize: 21 };
    default: {
      const isEnumeration = values.length > 0 && isAtLeast(version, '1.29');
      if (maxLength !== undefined || !isEnumeration) return { ...limitedText(maxLength, true), minSize: 2 };
      const lengths = values.map((value) => (typeof value === 'string' ? Buffer.byteLength(value) : 0));
      return { maxElements: BigInt(Math.max(...lengths)), minSize: 2 };
    }
  }
}

function limitedText(maxLength: number | undefined, mayLimit: boolean): Omit<TextSize, 'minSize'> {
  if (maxLength !== undefined) return { maxElements: charactersOf(maxLength) };
  return { maxElements: BigInt(longestText), ...(mayLimit ? missing('maxLength', maxLength) : {}) };
}

function missing(name: NonNullable<SizedType['missing']>, limit: number | undefined): Pick<SizedType, 'missing'> {
  return limit === undefined ? { missing: name } : {};
}

/** A limit that is set, or how many fit into a request. */
function limitOr(limit: number | undefined, space: number, each: number): bigint {
  return BigInt(limit === undefined ? Math.floor(space / each) : Math.max(0, Math.trunc(limit)));
}

/** A character may take four bytes. */
function charactersOf(length: number): bigint {
  return BigInt.asUintN(64, BigInt(Math.max(0, Math.trunc(length))) * 4n);
}

const longestName = 253;

/** What every resource has. Its own description of the metadata counts where it describes the rest as well. */
function withObjectMeta(schema: StructuralSchema, version: KubernetesVersion): StructuralSchema {
  const { kind, apiVersion, metadata, ...others } = schema.properties ?? {};
  const { name, generateName } = metadata?.properties ?? {};
  const isWhole = [kind, apiVersion, name, generateName].every((part) => part?.type === 'string');
  if (isWhole && metadata?.type === 'object') return schema;
  const text: StructuralSchema = { type: 'string' };
  const capped = (part: StructuralSchema | undefined, length: number): StructuralSchema =>
    isAtLeast(version, '1.37') ? { ...text, maxLength: Math.min(part?.maxLength ?? length, length) } : text;
  return {
    ...schema,
    properties: {
      ...others,
      kind: text,
      apiVersion: text,
      metadata: {
        type: 'object',
        // Of a generated name at least one character is added.
        properties: { name: capped(name, longestName), generateName: capped(generateName, longestName - 1) },
      },
    },
  };
}
