import { fileAt, partAt, pemAt, textAt, type ConfigEntry } from './config-entry';
import { runCredentialPlugin } from './credential-plugin';
import type { ServerAccess } from './server-access';

/** As whom a server is spoken to. */
export type Credentials = Pick<ServerAccess, 'token' | 'clientCertificate' | 'clientKey' | 'basic'>;

/**
 * The credentials of a user of a kubeconfig.
 *
 * @throws Error for `auth-provider`, which Kubernetes gave up for credential plugins
 */
export function userAccess(user: ConfigEntry): Credentials {
  if (user.fields['auth-provider'] !== undefined) {
    throw new Error('the user has an auth-provider, which kubectl no longer knows; use a credential plugin (exec)');
  }
  if (user.fields.exec !== undefined) return runCredentialPlugin(partAt(user, 'exec'));
  const token = textAt(user, 'token') ?? fileAt(user, 'tokenFile')?.trim();
  const clientCertificate = pemAt(user, 'client-certificate');
  const clientKey = pemAt(user, 'client-key');
  const username = textAt(user, 'username');
  return {
    ...(token === undefined ? {} : { token }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(username === undefined ? {} : { basic: { username, password: textAt(user, 'password') ?? '' } }),
  };
}
