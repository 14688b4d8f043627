import type { JsonValue } from '../../manifest/objects/json';

/** One field of an object that has another value than before. */
export interface Change {
  /** Path of the field, with items of a list by their keys: `spec.template.spec.containers[web].image`. */
  readonly path: string;
  /** What stood there, an integer beyond 2^53 as the text of its digits; left out where nothing did. */
  readonly from?: JsonValue;
  /** What stands there now; left out where nothing does. */
  readonly to?: JsonValue;
  /**
   * Where a list has the same items in another order, which `from` and `to` show: that of `items`, or of `keys` by which
   * the API tells the items apart, so that their order means nothing to it.
   */
  readonly order?: 'items' | 'keys';
}
