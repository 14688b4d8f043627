import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { credentialIn, isNamedCredential } from './secret-like';

/** No ConfigMap holds a credential. */
export const noSecretInConfigMap: Check = {
  id: 'no-secret-in-config-map',
  severity: 'error',
  profile: 'production',
  why: 'ConfigMaps are readable for nearly everybody, stored unencrypted, and this one is in the repository for ever.',
  kinds: ['ConfigMap'],
  run: function* ({ manifest }) {
    for (const [key, value] of Field.root(manifest).at('data').entries()) {
      if (value.text === undefined) continue;
      const what =
        credentialIn(value.text) ?? (isNamedCredential(key, value.text) ? 'a credential, by its name' : undefined);
      if (what === undefined) continue;
      const fix = 'move it to a Secret that an external store fills, and change the credential';
      yield { path: value.path, message: `Forbidden: ${key} holds ${what}`, fix };
    }
  },
};
