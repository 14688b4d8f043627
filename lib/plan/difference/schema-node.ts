import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import type { KnownKind } from '../../schema/facts/facts-catalog';
import type { StructuralSchema } from '../../schema/facts/schema-facts';
import { isQuantityReference } from '../../schema/structure/quantity-validator';
import { withObjectFields } from '../../schema/structure/object-schema';

/** A schema with its references followed, and the name of the type that it stands for. */
export interface SchemaNode {
  readonly schema: StructuralSchema;
  /** Such as `core.v1.Container`; left out for types without a name, and for all of custom resources. */
  readonly type?: string;
  /** What references are looked up in. */
  readonly definitions: Readonly<Record<string, StructuralSchema>>;
}

/** The schema of a whole object. */
export function rootNode({ group, facts, definitions }: KnownKind): SchemaNode {
  const schema = isBuiltInGroup(group) ? facts.schema : withObjectFields(facts.schema);
  return nodeOf(schema, definitions);
}

/** The schema of a field; undefined where nothing is known of it. */
export function fieldNode(node: SchemaNode | undefined, name: string): SchemaNode | undefined {
  if (node === undefined) return undefined;
  const { properties, additionalProperties } = node.schema;
  const own = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  const schema = own ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  return schema === undefined ? undefined : nodeOf(schema, node.definitions);
}

/** The schema of the items of a list; undefined where nothing is known of it. */
export function itemNode(node: SchemaNode | undefined): SchemaNode | undefined {
  return node?.schema.items === undefined ? undefined : nodeOf(node.schema.items, node.definitions);
}

/** Thousands of objects have the same few schemas. */
const nodes = new WeakMap<StructuralSchema, SchemaNode>();

function nodeOf(schema: StructuralSchema, definitions: Readonly<Record<string, StructuralSchema>>): SchemaNode {
  const known = nodes.get(schema);
  if (known?.definitions === definitions) return known;
  const node = followed(schema, definitions);
  nodes.set(schema, node);
  return node;
}

function followed(schema: StructuralSchema, definitions: Readonly<Record<string, StructuralSchema>>): SchemaNode {
  const [only, ...others] = schema.allOf ?? [];
  const reference = schema.$ref ?? (others.length === 0 ? only?.$ref : undefined);
  const target = reference === undefined ? undefined : definitions[reference];
  if (reference === undefined) return { schema, definitions };
  if (isQuantityReference(reference)) return { schema: { format: 'quantity' }, definitions };
  if (target === undefined) return { schema, type: typeName(reference), definitions };
  const { $ref: _, allOf: _all, ...own } = schema;
  const { schema: named } = nodeOf(target, definitions);
  return { schema: { ...named, ...own }, type: typeName(reference), definitions };
}

/** `io.k8s.api.core.v1.Container` is `core.v1.Container`. */
function typeName(reference: string): string {
  return reference.split('.').slice(-3).join('.');
}
