import type { FindingObject } from '../manifest/finding';
import { formatIdentity } from '../manifest/object-identity';

/** How reports name the object of a finding: `NetworkPolicy boutique/cart`. */
export function formatObject({ kind, namespace, name }: FindingObject): string {
  return formatIdentity({ group: '', kind, namespace: namespace ?? '', name });
}
