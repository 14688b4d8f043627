import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { networkProblems } from './network';

/** A ServerAuthorization lets in clients with an identity, or clients without one, not both. */
export const validLinkerdServerAuthorization: Check = {
  id: 'valid-linkerd-server-authorization',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the ServerAuthorization, so that its clients stay outside.",
  kinds: ['policy.linkerd.io/ServerAuthorization'],
  run: function* ({ manifest }) {
    const client = Field.root(manifest).at('spec', 'client');
    const tls = client.at('meshTLS');
    if (tls.isSet && client.at('unauthenticated').boolean === true) {
      yield forbidden(client.at('unauthenticated'), 'may not be set together with meshTLS', 'keep one of the two');
    }
    const named = ['identities', 'serviceAccounts']
      .map((name) => tls.at(name))
      .filter((list) => list.items().length > 0);
    if (tls.at('unauthenticatedTLS').boolean === true) {
      for (const list of named)
        yield forbidden(list, 'may not be set together with unauthenticatedTLS', 'keep one of the two');
    }
    for (const network of client.at('networks').items()) yield* networkProblems(network);
  },
};
