import type { JsonValue } from '../manifest/objects/json';
import { identityKey, type ObjectIdentity } from '../manifest/objects/object-identity';

/** What becomes of a field: a value that somebody declared, or a controller that decides at run time. */
export type FieldClaim = {
  /** What claims it, for messages: `replicas`, `autoscaling`. */
  readonly by: string;
  /** Path of the construct that declared it. */
  readonly origin: string;
} & (
  | { readonly value: JsonValue }
  | {
      /** The controller, by kind, namespace and name of what configures it: `HorizontalPodAutoscaler boutique/cart`. */
      readonly leftTo: string;
      /** What the controller keeps the field between, where it is a number. @default not known */
      readonly range?: { readonly min: number; readonly max: number };
    }
);

/** A field that has an owner: one line of the ledger that inventories keep. */
export interface OwnedField {
  readonly object: ObjectIdentity;
  /** Path of the field: `spec.replicas`, `spec.template.spec.containers[cart].resources`. */
  readonly path: string;
  readonly claim: FieldClaim;
}

/** Two claims on one field, or on a field and a part of it. */
export interface OwnershipConflict extends OwnedField {
  readonly other: Omit<OwnedField, 'object'>;
}

/**
 * Who owns which field of which object. A field that several rooms may want is claimed, never overwritten: what claims
 * it second is a conflict, unless both declare one and the same value.
 */
export class Ownership {
  private readonly byObject = new Map<string, Map<string, OwnedField>>();
  private readonly taken = new Set<string>();
  private readonly found: OwnershipConflict[] = [];

  /**
   * @param object the controller of a workload
   * @param path of the field, with items of a list by name: `spec.template.spec.containers[cart].resources`
   */
  claim(object: ObjectIdentity, path: string, claim: FieldClaim): void {
    const key = identityKey(object);
    const fields = this.byObject.get(key) ?? new Map<string, OwnedField>();
    this.byObject.set(key, fields);
    for (const present of fields.values()) {
      if (!overlap(present.path, path) || agree(present, { path, claim })) continue;
      this.found.push({ object, path, claim, other: present });
      return;
    }
    if (!fields.has(path)) fields.set(path, { object, path, claim });
  }

  /** The claim on a field; undefined where nobody claimed it, and its default holds. */
  of(object: ObjectIdentity, path: string): FieldClaim | undefined {
    return this.byObject.get(identityKey(object))?.get(path)?.claim;
  }

  /** Whether anybody claimed a field of an object. */
  has(object: ObjectIdentity): boolean {
    return this.byObject.has(identityKey(object));
  }

  /** The claimed fields of an object, for who makes it: from now on they count as heeded. */
  take(object: ObjectIdentity): readonly OwnedField[] {
    this.taken.add(identityKey(object));
    return [...(this.byObject.get(identityKey(object))?.values() ?? [])];
  }

  /** Every claimed field, in the order in which they were claimed. */
  fields(): readonly OwnedField[] {
    return [...this.byObject.values()].flatMap((fields) => [...fields.values()]);
  }

  /** Claims on objects that nobody took them for: they would have no effect. */
  unheeded(): readonly OwnedField[] {
    return this.fields().filter(({ object }) => !this.taken.has(identityKey(object)));
  }

  /** Fields that were claimed twice. */
  conflicts(): readonly OwnershipConflict[] {
    return this.found;
  }
}

function overlap(one: string, other: string): boolean {
  return one === other || isWithin(one, other) || isWithin(other, one);
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** One field with one value may be declared twice: nobody loses anything. */
function agree(one: Omit<OwnedField, 'object'>, other: Omit<OwnedField, 'object'>): boolean {
  return (
    one.path === other.path &&
    'value' in one.claim &&
    'value' in other.claim &&
    sameJson(one.claim.value, other.claim.value)
  );
}

function sameJson(one: JsonValue, other: JsonValue): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
