import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { identityProblem } from './mesh-identity';
import { referencedKind } from './reference';

/** A MeshTLSAuthentication names identities, or ServiceAccounts and Namespaces, that a proxy can present. */
export const validLinkerdMeshTlsAuthentication: Check = {
  id: 'valid-linkerd-mesh-tls-authentication',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the object, and policies that refer to it authorize nobody.",
  kinds: ['policy.linkerd.io/MeshTLSAuthentication'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const identities = spec.at('identities');
    const references = spec.at('identityRefs');
    if (identities.isSet && references.isSet) {
      yield forbidden(
        identities,
        'may not be set together with identityRefs',
        'name the clients in one of the two lists',
      );
    }
    if (identities.items().length === 0 && references.items().length === 0) {
      yield required(references, 'must have at least one identity', 'name the ServiceAccounts of the clients');
    }
    for (const identity of identities.items()) {
      const rule = identity.text === undefined ? undefined : identityProblem(identity.text);
      if (rule !== undefined) yield invalid(identity, rule, 'use identityRefs, which Linkerd turns into identities');
    }
    for (const reference of references.items()) yield* referenceProblems(reference);
  },
};

function* referenceProblems(reference: Field): Iterable<Problem> {
  const kind = referencedKind(reference);
  if (kind !== '/ServiceAccount' && kind !== '/Namespace') {
    yield invalid(reference.at('kind'), `${kind} has no identity`, 'use ServiceAccount or Namespace');
  }
  if (kind === '/Namespace' && reference.at('namespace').isSet) {
    yield forbidden(reference.at('namespace'), 'a Namespace is in no namespace', 'leave "namespace" out');
  }
}
