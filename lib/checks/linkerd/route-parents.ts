import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import { referencedKind } from './reference';

/** A parent of a route that Linkerd routes or authorizes traffic for. */
export interface LinkerdParent {
  readonly field: Field;
  readonly kind: '/Service' | 'policy.linkerd.io/EgressNetwork' | 'policy.linkerd.io/Server';
}

/** The kinds of routes that a proxy of Linkerd reads. */
export const routeKinds = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute'].map(
  (kind) => `gateway.networking.k8s.io/${kind}`,
);

/** The parents of a route, without gateways and what else Linkerd has no part in. */
export function linkerdParentsOf(route: Manifest): readonly LinkerdParent[] {
  return Field.root(route)
    .at('spec', 'parentRefs')
    .items()
    .flatMap((field): LinkerdParent[] => {
      const kind = referencedKind(field);
      switch (kind) {
        case '/Service':
        case 'policy.linkerd.io/EgressNetwork':
        case 'policy.linkerd.io/Server':
          return [{ field, kind }];
        default:
          return [];
      }
    });
}
