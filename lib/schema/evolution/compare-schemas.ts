import type { StructuralSchema } from '../facts/schema-facts';
import { schemaComparators } from './schema-comparators';
import type { Difference } from './comparator';

/** A difference of one field of a version. */
export interface SchemaDifference extends Difference {
  readonly comparator: string;
  /** Of the field, below the object: `spec.replicas`. */
  readonly path: string;
  readonly isRatcheted: boolean;
}

/** Every difference of two schemas, field by field. */
export function compareSchemas(before: StructuralSchema, after: StructuralSchema): readonly SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  visit({ before, after, path: '' }, differences);
  return differences;
}

interface Pair {
  readonly before: StructuralSchema;
  readonly after: StructuralSchema;
  readonly path: string;
}

function visit({ before, after, path }: Pair, differences: SchemaDifference[]): void {
  for (const { id, compare, isRatcheted = false } of schemaComparators) {
    for (const { field, ...difference } of compare(before, after)) {
      const at = field === undefined ? path : step(path, field);
      differences.push({ ...difference, comparator: id, path: at, isRatcheted });
    }
  }
  for (const child of childrenOf(before, after, path)) visit(child, differences);
}

/** The fields that both schemas know, or know the values of: those of free keys are what a new field was before. */
function childrenOf(before: StructuralSchema, after: StructuralSchema, path: string): readonly Pair[] {
  const names = new Set([...Object.keys(before.properties ?? {}), ...Object.keys(after.properties ?? {})]);
  const fields = [...names].flatMap((name): readonly Pair[] =>
    pair(valueOf(before, name), valueOf(after, name), step(path, name)),
  );
  return [
    ...fields,
    ...pair(before.items, after.items, `${path}[]`),
    ...pair(valuesOf(before), valuesOf(after), `${path}[*]`),
  ];
}

function pair(
  before: StructuralSchema | undefined,
  after: StructuralSchema | undefined,
  path: string,
): readonly Pair[] {
  return before === undefined || after === undefined ? [] : [{ before, after, path }];
}

function valueOf(schema: StructuralSchema, name: string): StructuralSchema | undefined {
  const { properties = {} } = schema;
  return Object.hasOwn(properties, name) ? properties[name] : valuesOf(schema);
}

function valuesOf({ additionalProperties }: StructuralSchema): StructuralSchema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function step(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
