import type { JsonValue } from '../../manifest/objects/json';

/**
 * What one API server serves: the structural facts of every kind, no prose.
 *
 * Stored as `schemas/<name>.json.gz`; made by `cdk8s-blueprints schemas pull`, and in memory from the
 * CustomResourceDefinitions of a tree.
 */
export interface SchemaFacts {
  /** Format of this file. */
  readonly format: 1;
  /** What the facts stand for, such as `kubernetes 1.33`. */
  readonly name: string;
  /** Kubernetes minor version of the server, such as `1.33`; left out for facts made from definitions alone. */
  readonly kubernetes?: string;
  /** Keyed `group/version/Kind`; the core group is the empty string: `/v1/Pod`. */
  readonly kinds: Readonly<Record<string, KindFacts>>;
  /** Schemas that several kinds share, referred to by `$ref`. */
  readonly definitions: Readonly<Record<string, StructuralSchema>>;
}

export interface KindFacts {
  readonly scope: 'Namespaced' | 'Cluster';
  readonly plural: string;
  readonly schema: StructuralSchema;
  /** False for a version that the definition lists and the server does not serve. True when left out. */
  readonly served?: boolean;
  /** True where the status is a subresource, so that a status in the manifest is ignored. */
  readonly statusSubresource?: boolean;
}

/** A structural schema, in the words of OpenAPI v3 and of `apiextensions.k8s.io/v1`. */
export interface StructuralSchema {
  /** Name of an entry of `definitions`. Other fields of the same schema hold as well. */
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: StructuralSchema | boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: StructuralSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly JsonValue[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly default?: JsonValue;
  readonly allOf?: readonly StructuralSchema[];
  readonly anyOf?: readonly StructuralSchema[];
  readonly oneOf?: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** One CEL rule of a schema. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}
