import type { JsonValue } from '../../manifest/objects/json';

/** What `SchemaFacts` holds, as it goes to disk: schemas as they came from the server. */
export interface PulledFacts {
  readonly format: 1;
  readonly name: string;
  readonly kubernetes: string;
  readonly kinds: Readonly<Record<string, PulledKind>>;
  readonly definitions: Readonly<Record<string, JsonValue>>;
}

export interface PulledKind {
  readonly scope: 'Namespaced' | 'Cluster';
  readonly plural: string;
  readonly served?: boolean;
  readonly statusSubresource?: boolean;
  readonly schema: JsonValue;
}
