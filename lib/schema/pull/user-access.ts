import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileAt, partAt, pemAt, textAt, type ConfigEntry } from './config-entry';
import { runCredentialPlugin } from './credential-plugin';
import type { ServerAccess } from './server-access';

/** As whom a server is spoken to. */
export type Credentials = Pick<ServerAccess, 'token' | 'clientCertificate' | 'clientKey' | 'basic'>;

/**
 * The credentials of a user of a kubeconfig. A token in a file comes before one in the kubeconfig, and both before a
 * credential plugin, as client-go has it.
 *
 * @throws Error for `auth-provider`, which Kubernetes gave up for credential plugins, and for two ways to log in
 */
export function userAccess(user: ConfigEntry, cluster: ConfigEntry): Credentials {
  if (user.fields['auth-provider'] !== undefined) {
    throw new Error('the user has an auth-provider, which kubectl no longer knows; use a credential plugin (exec)');
  }
  const token = tokenOf(user);
  if (token === undefined && user.fields.exec !== undefined) return runCredentialPlugin(partAt(user, 'exec'), cluster);
  const clientCertificate = pemAt(user, 'client-certificate');
  const clientKey = pemAt(user, 'client-key');
  const username = textAt(user, 'username');
  if (token !== undefined && username !== undefined) {
    throw new Error('the user of the kubeconfig has a token and a username: only one way to log in is allowed');
  }
  return {
    ...(token === undefined ? {} : { token }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(username === undefined ? {} : { basic: { username, password: textAt(user, 'password') ?? '' } }),
  };
}

function tokenOf(user: ConfigEntry): string | undefined {
  const token = textAt(user, 'token');
  const file = textAt(user, 'tokenFile');
  // A file that is gone matters only where there is nothing else.
  if (file === undefined || (token !== undefined && !existsSync(resolve(user.folder, file)))) return token;
  return fileAt(user, 'tokenFile')?.trim();
}
