import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { readKubeConfig } from '../../../lib/schema/pull/kube-config';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** One context, `prod`, of one cluster and one user. */
function config(cluster: JsonObject = {}, user: JsonObject = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'prod',
    contexts: [{ name: 'prod', context: { cluster: 'prod-euw1', user: 'reader' } }],
    clusters: [{ name: 'prod-euw1', cluster: { server: 'https://prod.example.com', ...cluster } }],
    users: [{ name: 'reader', user }],
  });
}

function accessOf(cluster: JsonObject, user: JsonObject) {
  return readKubeConfig({ file: put('config', config(cluster, user)) }).access;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a kubeconfig', () => {
  test('leads to the server of its current context', () => {
    expect(readKubeConfig({ file: put('config', config()) })).toEqual({
      name: 'prod',
      access: { server: 'https://prod.example.com' },
      withholdsCredentials: false,
    });
  });

  test('has certificates and keys in itself, or in files beside it', () => {
    put('ca.crt', 'AUTHORITY');
    const user = { 'client-certificate-data': base64('CERTIFICATE'), 'client-key-data': base64('KEY') };
    expect(accessOf({ 'certificate-authority': 'ca.crt', 'tls-server-name': 'api' }, user)).toEqual({
      server: 'https://prod.example.com',
      certificateAuthority: 'AUTHORITY',
      tlsServerName: 'api',
      clientCertificate: 'CERTIFICATE',
      clientKey: 'KEY',
    });
  });

  test('has a token in itself, or in a file', () => {
    put('token', 'from-a-file\n');
    expect(accessOf({}, { token: 'secret' })).toMatchObject({ token: 'secret' });
    expect(accessOf({}, { tokenFile: 'token' })).toMatchObject({ token: 'from-a-file' });
  });

  test('can turn off the verification of the server, and only with true', () => {
    expect(accessOf({ 'insecure-skip-tls-verify': true }, {})).toMatchObject({ insecureSkipTlsVerify: true });
    expect(accessOf({ 'insecure-skip-tls-verify': 'true' }, {})).not.toHaveProperty('insecureSkipTlsVerify');
  });

  test('may be several files, of which the first that has an entry decides', () => {
    const empty = put('empty', stringify({ apiVersion: 'v1', kind: 'Config', contexts: null }));
    const first = put('first', config({ server: 'https://first.example.com' }));
    const second = put('second', config({ server: 'https://second.example.com' }));
    const file = [join(folder, 'absent'), empty, first, second].join(delimiter);
    expect(readKubeConfig({ file }).access.server).toBe('https://first.example.com');
  });
});

describe('a credential plugin', () => {
  const plugin = (script: string): JsonObject => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script],
      env: [{ name: 'GREETING', value: 'hello' }],
    },
  });

  test('is run with its variables and told what is asked, and its token is taken', () => {
    const script = `
      const { kind, apiVersion } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      console.log(JSON.stringify({ kind, apiVersion, status: { token: process.env.GREETING } }));`;
    expect(accessOf({}, plugin(script))).toMatchObject({ token: 'hello' });
  });

  test.each([
    ['fails', 'process.exit(3)', /ended with 3/],
    ['prints something else', 'console.log("{}")', /printed no ExecCredential with a status/],
    ['has nothing to give', 'console.log(`{"status":{}}`)', /gave neither a token nor a certificate/],
  ])('that %s is an error', (_, script, message) => {
    expect(() => accessOf({}, plugin(script))).toThrow(message);
  });
});

describe('a kubeconfig that leads nowhere', () => {
  test.each<[why: string, change: (text: string) => string, message: string]>([
    ['has no current context', (text) => text.replace('current-context: prod', ''), 'no context is given'],
    [
      'has another context',
      (text) => text.replace('current-context: prod', 'current-context: dev'),
      'the kubeconfig has no "dev" among its contexts; it has "prod"',
    ],
    [
      'has no such cluster',
      (text) => text.replace('cluster: prod-euw1', 'cluster: gone'),
      'the kubeconfig has no "gone" among its clusters; it has "prod-euw1"',
    ],
    ['has no server', (text) => text.replace(/server: .*/, 'server: ""'), 'the cluster of the context has no server'],
    ['is a list', () => '- 1', 'is no kubeconfig'],
  ])('because it %s', (_, change, message) => {
    expect(() => readKubeConfig({ file: put('config', change(config())) })).toThrow(message);
  });

  test('because it asks for an authentication that Kubernetes gave up', () => {
    expect(() => accessOf({}, { 'auth-provider': { name: 'oidc' } })).toThrow('use a credential plugin (exec)');
  });

  test('because it is not there', () => {
    expect(() => readKubeConfig({ file: join(folder, 'absent') })).toThrow('no kubeconfig is at');
  });
});
