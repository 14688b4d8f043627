import {
  ApiObject,
  ApiObjectMetadataDefinition,
  App,
  ImplicitTokenResolver,
  JsonPatch,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import { copyDigits } from '../manifest/objects/exact-integer';
import { applyOperations } from './apply-patches';

/**
 * What `object.toJson()` returns, but for the order of keys and without a copy where the object holds nothing but
 * plain data.
 *
 * `toJson` asks every resolver about every value and copies all of them twice, which takes most of the time of a
 * synth. Where there is nothing to resolve or to drop, its answer is the data itself. Whatever is otherwise, or unknown,
 * is left to cdk8s: tokens, nulls, classes that render themselves, resolvers of the app's own.
 *
 * Patches are applied to what comes out of that: cdk8s applies those of its own classes of Kubernetes objects before it
 * maps their fields, which loses what the mapping takes for values of its classes.
 */
export function renderApiObject(object: ApiObject): unknown {
  const patches: unknown = Reflect.get(object, 'patches');
  if (!isPatchList(patches)) return object.toJson();
  const given = patches.splice(0);
  try {
    const rendered: unknown = plainData(object) ?? object.toJson();
    copyDigits(Reflect.get(object, 'props'), rendered);
    if (given.length === 0) return rendered;
    return applyOperations(rendered, given, `${object.node.path}: addJsonPatch`);
  } finally {
    patches.push(...given);
  }
}

function isPatchList(value: unknown): value is JsonPatch[] {
  return Array.isArray(value) && value.every((patch) => patch instanceof JsonPatch);
}

function plainData(object: ApiObject): unknown {
  if (object.toJson !== ApiObject.prototype.toJson || !hasOwnResolversOnly(App.of(object))) return undefined;
  const patches: unknown = Reflect.get(object, 'patches');
  const props: unknown = Reflect.get(object, 'props');
  if (!Array.isArray(patches) || patches.length > 0 || !isPlainMap(props) || !isPlain(props)) return undefined;
  const metadata = plainMetadata(object.metadata);
  return metadata === undefined ? undefined : { ...props, metadata };
}

/** The metadata as its `toJson` has it: without empty maps and lists. */
function plainMetadata(definition: ApiObjectMetadataDefinition): Record<string, unknown> | undefined {
  if (definition.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
  const further: unknown = Reflect.get(definition, '_additionalAttributes');
  if (!isPlainMap(further)) return undefined;
  const metadata: Record<string, unknown> = {};
  for (const field in further) {
    if (!ownFields.has(field) && !setField(metadata, field, further[field])) return undefined;
  }
  for (const field of ownFields) {
    if (!setField(metadata, field, Reflect.get(definition, field))) return undefined;
  }
  return metadata;
}

/** Fields of metadata that the definition keeps apart from what it was made with. */
const ownFields: ReadonlySet<string> = new Set([
  ...['name', 'namespace', 'annotations', 'finalizers', 'labels', 'ownerReferences'],
]);

/** False where cdk8s would change the value, further than by leaving it out. */
function setField(metadata: Record<string, unknown>, field: string, value: unknown): boolean {
  if (value === undefined || isEmpty(value)) return true;
  if (!isPlain(value) || holdsEmpty(value)) return false;
  metadata[field] = value;
  return true;
}

/** True for data that no resolver changes and that sanitizing keeps whole. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return true;
    case 'object':
      if (Array.isArray(value)) return value.every(isPlain);
      return isPlainMap(value) && areValuesPlain(value);
    default:
      return false;
  }
}

function areValuesPlain(map: Readonly<Record<string, unknown>>): boolean {
  for (const key in map) {
    if (!isPlain(map[key])) return false;
  }
  return true;
}

/** As cdk8s tells maps from tokens and other classes. */
function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return false;
  return true;
}

function holdsEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) {
    const child: unknown = Reflect.get(value, key);
    if (typeof child === 'object' && (isEmpty(child) || holdsEmpty(child))) return true;
  }
  return false;
}

function hasOwnResolversOnly({ resolvers }: App): boolean {
  return resolvers.every(
    ({ constructor }) =>
      constructor === LazyResolver ||
      constructor === ImplicitTokenResolver ||
      constructor === NumberStringUnionResolver,
  );
}
