import type { PolicyPeer } from '../policies/policy';
import type { Certainty } from '../sets/certainty';

/** Why nobody knows whether a rule names a peer; none where that is known. */
export function doubtsOf(peer: PolicyPeer | undefined, said: Certainty): readonly string[] {
  return peer === undefined || said === 'yes' || said === 'no' ? [] : [doubtText(peer, said.when)];
}

/** A condition, and the field that it is about: `spec.ingress[0].from[0]: the address is that of a pod`. */
export function doubtText({ path }: PolicyPeer, when: string): string {
  return `${path}: ${when}`;
}
