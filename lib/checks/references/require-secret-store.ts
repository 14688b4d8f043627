import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

const group = 'external-secrets.io';

/** The store of an ExternalSecret is in the tree or declared as external. */
export const requireSecretStore: Check = {
  id: 'require-secret-store',
  severity: 'error',
  profile: 'baseline',
  why: 'External Secrets fetches nothing from a store that does not exist: the Secret is never made, and no Pod with it starts.',
  kinds: [`${group}/ExternalSecret`],
  run: function* ({ manifest }, context) {
    const store = Field.root(manifest).at('spec', 'secretStoreRef');
    const field = store.at('name');
    if (field.text === undefined) return;
    const kind = store.at('kind').text ?? 'SecretStore';
    const namespace = kind === 'SecretStore' ? namespaceOf(manifest) : '';
    yield* requireDeclared(field, { group, kind, namespace, name: field.text }, context);
  },
};
