import type { ShapeProblem } from '../../fleet/shape';
import type { JsonObject } from '../../manifest/objects/json';

/** Where a schema stands while it is made structural. */
export interface SchemaPlace {
  /** The field, as manifests have it: `spec.users[].name`. */
  readonly path: string;
  /** The first list or map around it that may be of any size; undefined where none is. */
  readonly endless: string | undefined;
  /** The schemas that others refer to by name. */
  readonly named: JsonObject;
  /** The names of schemas that it stands in. */
  readonly within: readonly string[];
  /** Stops the program where a schema cannot be structural. */
  readonly refuse: (problem: ShapeProblem) => never;
}

/** Stops the program, with the field that it is about. */
export function refuseAt({ path, refuse }: SchemaPlace, message: string, fix: string): never {
  return refuse({ path, message: `Forbidden: ${message}`, fix });
}
