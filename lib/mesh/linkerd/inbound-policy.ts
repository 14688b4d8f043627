import type { MutualTlsMode } from '../../model/mesh-policy';
import type { NamespaceModel } from '../../model/namespace-model';

/** Whom a port lets in that no Server is about: value of `config.linkerd.io/default-inbound-policy` and of `accessPolicy`. */
export type InboundPolicy = 'deny' | 'all-authenticated' | 'all-unauthenticated';

/** An isolated namespace lets nobody in that no policy authorizes; another one lets in everybody, or everybody of the mesh. */
export function inboundPolicyOf(namespace: NamespaceModel | undefined, mutualTls: MutualTlsMode): InboundPolicy {
  if (namespace?.isolated === true) return 'deny';
  return mutualTls === 'strict' ? 'all-authenticated' : 'all-unauthenticated';
}
