import { Field } from '../../manifest/objects/field';
import { isEncryptedValue, isSopsEncrypted } from '../../manifest/objects/sops';
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
    // SOPS leaves empty values as they are.
    const isClosed = ({ text }: Field) => text !== undefined && (text === '' || isEncryptedValue(text));
    const isEncrypted = isSopsEncrypted(manifest);
    for (const field of [secret.at('data'), secret.at('stringData')]) {
      const readable = field.entries().filter(([, value]) => !isEncrypted || !isClosed(value));
      if (readable.length === 0) continue;
      yield {
        path: field.path,
        message: `Forbidden: ${readable.map(([key]) => key).join(', ')} would be readable in the repository`,
        fix: 'let an external store fill it (ExternalSecret, SealedSecret, SecretProviderClass), and change the credential',
      };
    }
  },
};
