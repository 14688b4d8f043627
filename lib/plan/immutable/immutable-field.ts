import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import type { JsonObject } from '../../manifest/objects/json';
import type { Change } from '../difference/change';

/** What an API server refuses to change in objects of one kind. */
export interface ImmutableField {
  /** As `group/Kind`; `/Service` in the core group. */
  readonly kind: string;
  /** The field that stays as it is, with everything below it. */
  readonly path: string;
  /** Fields below it that may change all the same. */
  readonly except?: readonly string[];
  /** The first version that refuses the change. @default every version */
  readonly since?: KubernetesVersion;
  /** The last version that refuses the change. @default every version */
  readonly until?: KubernetesVersion;
  /** In which objects, or for which change. @default in all */
  readonly when?: (update: Update, change: Change) => boolean;
  /** What the server says. */
  readonly message: string;
  /** Where the server's source says so. */
  readonly source: string;
}

/** What servers say of most of these fields. */
export const immutable = 'field is immutable';

/** The two states of an object, as an API server keeps them. */
export interface Update {
  readonly before: JsonObject;
  readonly after: JsonObject;
}
