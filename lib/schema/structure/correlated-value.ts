import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonArray, type JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';

/**
 * A value of a custom resource and what stood there before, as far as API servers can tell which that is: a field is the
 * one of its name, an item the one of its keys where the list is a map, and items of other lists are nobody's.
 *
 * See `CorrelatedObject` in `k8s.io/apiserver/pkg/cel/common`.
 */
export class CorrelatedValue {
  private unchanged: boolean | undefined;

  constructor(
    private readonly value: JsonValue,
    private readonly previous: JsonValue,
    private readonly schema: StructuralSchema,
  ) {}

  /** Whether nothing changed here. */
  get isUnchanged(): boolean {
    this.unchanged ??= this.compared();
    return this.unchanged;
  }

  /** The value one step further; undefined where nothing tells what stood there before. */
  at(step: string | number): CorrelatedValue | undefined {
    return typeof step === 'number' ? this.item(step) : this.entry(step);
  }

  private entry(name: string): CorrelatedValue | undefined {
    const { value, previous } = this;
    if (!isJsonObject(value) || !isJsonObject(previous)) return undefined;
    if (!Object.hasOwn(value, name) || !Object.hasOwn(previous, name)) return undefined;
    const { properties = {}, additionalProperties } = this.schema;
    const named = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const schema = named ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    const [now, before] = [value[name], previous[name]];
    if (schema === undefined || now === undefined || before === undefined) return undefined;
    return new CorrelatedValue(now, before, schema);
  }

  private item(index: number): CorrelatedValue | undefined {
    const { value, previous } = this;
    const keys = keysOf(this.schema);
    const item = isJsonArray(value) ? value[index] : undefined;
    if (keys === undefined || item === undefined || !isJsonArray(previous) || this.schema.items === undefined) {
      return undefined;
    }
    const before = previous.find((each) => keyText(each, keys) === keyText(item, keys));
    return before === undefined ? undefined : new CorrelatedValue(item, before, this.schema.items);
  }

  private compared(): boolean {
    const { value, previous } = this;
    if (isJsonArray(value) && isJsonArray(previous)) return this.comparedItems(value, previous);
    if (!isJsonObject(value) || !isJsonObject(previous)) return isDeepStrictEqual(value, previous);
    const names = Object.keys(value);
    return (
      names.length === Object.keys(previous).length && names.every((name) => this.entry(name)?.isUnchanged === true)
    );
  }

  private comparedItems(items: JsonArray, previous: JsonArray): boolean {
    if (items.length !== previous.length) return false;
    if (keysOf(this.schema) === undefined) return isDeepStrictEqual(items, previous);
    return items.every((_, index) => this.item(index)?.isUnchanged === true);
  }
}

function keysOf(schema: StructuralSchema): readonly string[] | undefined {
  return schema['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys'] : undefined;
}

function keyText(item: JsonValue, keys: readonly string[]): string {
  return JSON.stringify(isJsonObject(item) ? keys.map((key) => item[key] ?? null) : item);
}
