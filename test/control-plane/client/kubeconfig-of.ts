import type { ServerAccess } from '../../../lib/schema/pull/server-access';

/** What an administrator of a server would have, for programs that read a file. JSON is YAML. */
export function kubeconfigOf(context: string, { server, token, certificateAuthority = '' }: ServerAccess): string {
  const authority = Buffer.from(certificateAuthority).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    contexts: [{ name: context, context: { cluster: 'loopback', user: 'administrator' } }],
    clusters: [{ name: 'loopback', cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name: 'administrator', user: { token } }],
  });
}
