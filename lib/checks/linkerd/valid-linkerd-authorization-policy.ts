import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { referencedKind } from './reference';

const targets = [
  'policy.linkerd.io/Server',
  'policy.linkerd.io/HTTPRoute',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  '/Namespace',
];
const meshTls = 'policy.linkerd.io/MeshTLSAuthentication';
const network = 'policy.linkerd.io/NetworkAuthentication';
const serviceAccount = '/ServiceAccount';

/** An AuthorizationPolicy has one target that Linkerd enforces, and at most one authentication of a kind. */
export const validLinkerdAuthorizationPolicy: Check = {
  id: 'valid-linkerd-authorization-policy',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the policy, so that the clients that it names stay locked out.",
  kinds: ['policy.linkerd.io/AuthorizationPolicy'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* targetProblems(spec.at('targetRef'), namespaceOf(manifest));
    yield* authenticationProblems(spec.at('requiredAuthenticationRefs'));
  },
};

function* targetProblems(target: Field, namespace: string): Iterable<Problem> {
  if (target.map === undefined) {
    yield required(target, '', 'name a Server, a route or the namespace');
    return;
  }
  const kind = referencedKind(target);
  if (!targets.includes(kind)) {
    yield invalid(
      target.at('kind'),
      `${kind} is no target of an AuthorizationPolicy`,
      `use one of ${targets.join(', ')}`,
    );
  }
  const name = target.at('name');
  if (kind === '/Namespace' && name.text !== undefined && name.text !== namespace) {
    yield invalid(
      name,
      `must be ${JSON.stringify(namespace)}: a policy cannot target another namespace`,
      'move the policy',
    );
  }
}

function* authenticationProblems(list: Field): Iterable<Problem> {
  const seen = new Set<string>();
  for (const reference of list.items()) {
    const kind = referencedKind(reference);
    if (kind !== meshTls && kind !== network && kind !== serviceAccount) {
      const fix = `use MeshTLSAuthentication or NetworkAuthentication of group policy.linkerd.io, or ServiceAccount`;
      yield invalid(reference.at('kind'), `${kind} is no authentication`, fix);
    } else if (seen.has(kind)) {
      yield forbidden(reference, `only a single ${kind.slice(kind.indexOf('/') + 1)} may be set`, oneOfMany(kind));
    } else if (kind !== network && (seen.has(meshTls) || seen.has(serviceAccount))) {
      yield forbidden(
        reference,
        'a MeshTLSAuthentication and a ServiceAccount may not be set together',
        oneOfMany(kind),
      );
    }
    seen.add(kind);
  }
}

function oneOfMany(kind: string): string {
  return kind === network
    ? 'put all networks into one NetworkAuthentication: all references must hold at once'
    : 'put all clients into the identityRefs of one MeshTLSAuthentication: all references must hold at once';
}
