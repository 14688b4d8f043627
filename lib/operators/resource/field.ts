import type { z } from 'zod';

/** A rule in CEL that the API server keeps, as `x-kubernetes-validations` has it. */
export interface FieldRule {
  /** What is true of a right value, in CEL: `self.min <= self.max`. A rule that names `oldSelf` is about changes. */
  readonly rule: string;
  /** What the API server says of a value that breaks it. @default failed rule: and the rule */
  readonly message?: string;
  /** The message as an expression in CEL, for messages with values in them. @default message */
  readonly messageExpression?: string;
  /** What the field is blamed for. @default 'FieldValueInvalid' */
  readonly reason?: 'FieldValueInvalid' | 'FieldValueForbidden' | 'FieldValueRequired' | 'FieldValueDuplicate';
  /** The field within the value that the message is about: `.max`. @default the value */
  readonly fieldPath?: string;
  /** Whether the rule holds for new values, too, where `oldSelf` is an optional. @default false */
  readonly optionalOldSelf?: boolean;
}

/** What the schema of a field says to the API server that Zod has no word for. */
export interface ApiFieldOptions {
  /**
   * How server-side apply merges a list, and what must be unique in it. Emitted as `x-kubernetes-list-type`. A list of
   * objects must say it.
   *
   * @default that of the API server: `atomic`
   */
  readonly listType?: 'atomic' | 'set' | 'map';
  /** The fields that tell the items of a list of type `map` apart. Emitted as `x-kubernetes-list-map-keys`. */
  readonly listMapKeys?: readonly string[];
  /** Whether server-side apply merges the fields of an object. Emitted as `x-kubernetes-map-type`. @default 'granular' */
  readonly mapType?: 'atomic' | 'granular';
  /** Rules in CEL. Emitted as `x-kubernetes-validations`. @default none */
  readonly rules?: readonly FieldRule[];
  /** Whether the value stays what it was at first, and is never taken away. Becomes rules in CEL. @default false */
  readonly immutable?: boolean;
  /** Fields of an object of which exactly one is set. Becomes a rule in CEL. @default none */
  readonly exactlyOneOf?: readonly string[];
  /** Fields of an object of which one at most is set. Becomes a rule in CEL. @default none */
  readonly atMostOneOf?: readonly string[];
  /** Fields of an object of which one at least is set. Becomes a rule in CEL. @default none */
  readonly atLeastOneOf?: readonly string[];
  /** How many entries a map has at least. Emitted as `minProperties`. @default 0 */
  readonly minProperties?: number;
  /** How many entries a map has at most. Emitted as `maxProperties`. @default any number */
  readonly maxProperties?: number;
  /** Whether fields that the schema does not name are kept. Emitted as `x-kubernetes-preserve-unknown-fields`. @default false */
  readonly preserveUnknownFields?: boolean;
  /** Whether the value is a Kubernetes object of its own. Emitted as `x-kubernetes-embedded-resource`. @default false */
  readonly embeddedResource?: boolean;
  /** A format that the API server judges a text by: `date-time`, `duration`, `cidr`. @default none */
  readonly format?: string;
}

/** Where a Zod schema keeps what `field` says of it. */
export const optionsKey = 'cdk8s-blueprints';

/** Says of the schema of a field what Kubernetes wants to know and Zod has no word for. */
export function field<S extends z.ZodType>(schema: S, options: ApiFieldOptions): S {
  return schema.meta({ ...schema.meta(), [optionsKey]: options });
}
