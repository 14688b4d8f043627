import type { FindingObject } from '../manifest/objects/finding';
import { formatIdentity } from '../manifest/objects/object-identity';

/** How reports name the object of a finding: `NetworkPolicy boutique/cart`. */
export function formatObject({ kind, namespace, name }: FindingObject): string {
  return formatIdentity({ group: '', kind, namespace: namespace ?? '', name });
}
