import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json';
import type { Manifest } from './manifest';
import { writtenText } from './written-scalar';

/**
 * A place in untrusted YAML: what stands there, and its path as the API server writes it (`spec.ports[0].port`).
 *
 * Reading never throws. What is missing, and what has another type than the one that is asked for, is undefined
 * or empty: the schema check reports wrong types, so that every other check may pass over them.
 */
export class Field {
  readonly value: JsonValue | undefined;
  private readonly parent: Field | undefined;
  private readonly key: string | number;
  private readonly step: Step;

  private constructor(value: JsonValue | undefined, parent: Field | undefined, key: string | number, step: Step) {
    this.value = value;
    this.parent = parent;
    this.key = key;
    this.step = step;
  }

  static root(manifest: Manifest): Field {
    return new Field(manifest, undefined, '', 'root');
  }

  /** A value whose path is known already, such as `specPath` and `spec` of a `PodTemplate`. */
  static at(path: string, value: JsonValue | undefined): Field {
    return new Field(value, undefined, path, 'root');
  }

  /** Put together when it is asked for: of most places nobody has anything to say. */
  get path(): string {
    if (this.step === 'root') return String(this.key);
    const before = this.parent?.path ?? '';
    if (this.step === 'bracket') return `${before}[${this.key}]`;
    return before === '' ? String(this.key) : `${before}.${this.key}`;
  }

  /** The last step of the path: a field's name, an entry's key, an item's index. */
  get name(): string {
    return String(this.key);
  }

  /** Whether anything stands here. A null counts as nothing, as it does for the API server. */
  get isSet(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  get boolean(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** What stands here as it was written: `1.20`, `0123` and `yes` are no longer that once they are read. */
  get written(): string {
    const owner = this.parent?.value;
    const known = typeof owner === 'object' && owner !== null ? writtenText(owner, this.name) : undefined;
    return known ?? (typeof this.value === 'string' ? this.value : JSON.stringify(this.value ?? null));
  }

  get map(): JsonObject | undefined {
    return isJsonObject(this.value) ? this.value : undefined;
  }

  /** A field of a field …: `at('spec', 'template')`. */
  at(...names: readonly string[]): Field {
    let field: Field | undefined;
    for (const name of names) {
      const parent = field ?? this;
      field = new Field(parent.child(name), parent, name, 'dot');
    }
    return field ?? this;
  }

  /** The items of a list, none where there is no list. */
  items(): readonly Field[] {
    if (!isJsonArray(this.value)) return none;
    return this.value.map((item, index) => new Field(item, this, index, 'bracket'));
  }

  /** Everything that stands one step below: the fields of a map, the items of a list. */
  fields(): readonly Field[] {
    const { map } = this;
    if (map === undefined) return this.items();
    return Object.keys(map).map((name) => new Field(map[name], this, name, 'dot'));
  }

  /** The entries of a map with free keys, such as `data`: `data[key]`. */
  entries(): readonly (readonly [key: string, value: Field])[] {
    const { map } = this;
    if (map === undefined) return none;
    return Object.keys(map).map((key) => [key, new Field(map[key], this, key, 'bracket')]);
  }

  /** One entry of a map with free keys, whether or not it is there. */
  entry(key: string): Field {
    return new Field(this.child(key), this, key, 'bracket');
  }

  private child(name: string): JsonValue | undefined {
    const { value } = this;
    if (!isJsonObject(value)) return undefined;
    const found = value[name];
    // Every object has a few that nobody wrote: `constructor`, `toString`.
    return found === undefined || Object.hasOwn(value, name) ? found : undefined;
  }
}

/** How a path shows the last step: `.name`, `[key]`, or as the path itself that was given. */
type Step = 'dot' | 'bracket' | 'root';

const none: readonly never[] = [];
