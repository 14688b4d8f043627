import type { Size } from 'cdk8s';
import { canonicalQuantity } from '../manifest/objects/canonical-quantity';

/** A size as API servers write it. */
export function volumeSize(size: Size): string {
  const text = size.asString();
  return canonicalQuantity(text) ?? text;
}
