import { containsMore, containsRange, parseCidr } from '../../manifest/network/address-range';
import type { PolicyPeerModel } from './policy-model';

/** Whether one peer stands for everything that another stands for, and more. */
export function coversPeer(wide: PolicyPeerModel, narrow: PolicyPeerModel): boolean {
  if (wide.type === 'pods' && narrow.type === 'pods')
    return wide.pods === undefined && narrow.pods !== undefined && sameJson(wide.namespace, narrow.namespace);
  if (wide.type !== 'cidr' || narrow.type !== 'cidr' || wide.except.length > 0) return false;
  const [outer, inner] = [parseCidr(wide.cidr), parseCidr(narrow.cidr)];
  if (outer === undefined || inner === undefined || !containsRange(outer, inner)) return false;
  // Of two ways to write one block, neither covers the other: one of them must stay.
  return containsMore(outer, inner) || narrow.except.length > 0;
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
