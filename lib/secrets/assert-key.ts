import type { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { notFound, text } from '../fleet/shape';

/**
 * Refuses a key that a Secret will not have.
 *
 * @param keys those that it will have; undefined where a store decides that
 */
export function assertKey(
  construct: Construct,
  kind: string,
  keys: readonly string[] | undefined,
): (key: string) => void {
  return (key) => {
    assertProps(construct, kind, text, key, 'key');
    if (keys !== undefined && !keys.includes(key)) rejectProps(construct, kind, notFound('key', key, keys));
  };
}
