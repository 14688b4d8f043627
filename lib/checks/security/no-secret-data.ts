import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** No Secret of the tree has content. */
export const noSecretData: Check = {
  id: 'no-secret-data',
  severity: 'error',
  profile: 'baseline',
  why: 'Base64 is no encryption: everyone who can read the repository, now or later, has the credential.',
  kinds: ['Secret'],
  run: function* ({ manifest }) {
    const secret = Field.root(manifest);
    // SOPS adds what it needs to decrypt the values that it encrypted.
    if (secret.at('sops').isSet) return;
    for (const field of [secret.at('data'), secret.at('stringData')]) {
      const [first] = Object.keys(field.map ?? {});
      if (first === undefined) continue;
      yield {
        path: field.path,
        message: `Forbidden: ${Object.keys(field.map ?? {}).join(', ')} would be readable in the repository`,
        fix: 'let an external store fill it (ExternalSecret, SealedSecret, SecretProviderClass), and change the credential',
      };
    }
  },
};
