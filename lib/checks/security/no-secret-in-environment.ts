import type { Check } from '../check';
import { podCheck } from '../pod-check';
import { credentialIn, isNamedCredential } from './secret-like';

/** No environment variable holds a credential in plain text. */
export const noSecretInEnvironment: Check = podCheck({
  id: 'no-secret-in-environment',
  severity: 'error',
  profile: 'production',
  why: 'Everyone who can read the repository, or the workload in the cluster, has the credential; and so has every backup.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      for (const variable of field.at('env').items()) {
        const { text } = variable.at('value');
        if (text === undefined) continue;
        const name = variable.at('name').text ?? '';
        const what = credentialIn(text) ?? (isNamedCredential(name, text) ? 'a credential, by its name' : undefined);
        if (what === undefined) continue;
        // The value itself must not end up in a report.
        const message = `Forbidden: ${name} holds ${what}`;
        const fix =
          'take it from a Secret (valueFrom.secretKeyRef) that an external store fills, and change the credential';
        yield { path: variable.at('value').path, message, fix };
      }
    }
  },
});
