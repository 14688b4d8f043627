import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { readKubeConfig } from '../../lib/schema/pull/kube-config';
import { defaultLimits, KubernetesClient, type ClientLimits } from '../../lib/schema/pull/kubernetes-client';
import type { ServerAccess } from '../../lib/schema/pull/server-access';
import { cli, folderOf } from '../cli/run-in-memory';
import { selfSigned } from './self-signed';

const token = 'token-that-nobody-may-see';
const tls = selfSigned();
const open: (net.Server | http.Server)[] = [];
const sockets = new Set<net.Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

/** Starts a server on loopback and gives its port. */
async function listening(server: net.Server): Promise<number> {
  open.push(server);
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server with these answers, and what it was asked. */
async function apiServer(answer: (path: string) => unknown, { encrypted = true } = {}) {
  const requests: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[] = [];
  const listener: http.RequestListener = ({ url = '', headers }, response) => {
    requests.push({ path: url, headers });
    response.end(JSON.stringify(answer(url) ?? {}));
  };
  const server = encrypted ? https.createServer(tls, listener) : http.createServer(listener);
  const port = await listening(server);
  return { requests, port, server: `${encrypted ? 'https' : 'http'}://127.0.0.1:${port}` };
}

/** What a server of nothing says, and of one document at an address of its choice. */
const serving =
  (address?: string, document: unknown = {}) =>
  (path: string) => {
    if (path === '/version') return { gitVersion: 'v1.33.2' };
    if (path === '/openapi/v3') {
      return { paths: address === undefined ? {} : { 'apis/a.io/v1': { serverRelativeURL: address } } };
    }
    return path.startsWith('/apis/apiextensions.k8s.io') ? { items: [] } : document;
  };

function configOf(cluster: JsonObject, user: JsonObject): string {
  return stringify({
    'current-context': 'prod',
    contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      { name: 'c', cluster: { 'certificate-authority-data': Buffer.from(tls.cert).toString('base64'), ...cluster } },
    ],
    users: [{ name: 'u', user }],
  });
}

async function pull(cluster: JsonObject, user: JsonObject = { token }) {
  const folder = folderOf({ config: configOf(cluster, user) });
  const result = await cli(['schemas', 'pull', '--kubeconfig', join(folder, 'config'), '--output', folder]);
  return { ...result, folder };
}

async function ask(access: ServerAccess, limits: Partial<ClientLimits> = {}, path = '/version') {
  const client = new KubernetesClient(
    { certificateAuthority: tls.cert, token, ...access },
    { ...defaultLimits, ...limits },
  );
  try {
    return await client.get(path);
  } finally {
    client.close();
  }
}

describe('the token stays with the server of the kubeconfig', () => {
  test.each([
    ['an address', (host: string) => `https://${host}/x`],
    ['an address without a scheme', (host: string) => `//${host}/x`],
    ['backslashes', (host: string) => `\\\\${host}/x`],
    ['a slash and a backslash', (host: string) => `/\\${host}/x`],
    ['white space before slashes', (host: string) => `\t \n//${host}/x`],
    ['a scheme without slashes', (host: string) => `https:${host}/x`],
    ['a name and a password', (host: string) => `https://a:b@${host}/x`],
    ['an at sign', (host: string) => `@${host}/x`],
    ['steps upwards', (host: string) => `/../../..//${host}/x`],
  ])('whatever the server names as a path: %s', async (_what, address) => {
    const thief = await apiServer(() => ({}));
    const cluster = await apiServer(serving(address(`127.0.0.1:${thief.port}`)));
    expect(await pull({ server: cluster.server })).toMatchObject({ code: 0 });
    expect(thief.requests).toEqual([]);
    expect(cluster.requests).toHaveLength(4);
    for (const { headers } of cluster.requests) expect(headers.authorization).toBe(`Bearer ${token}`);
  });

  test('whatever the server redirects to', async () => {
    const thief = await apiServer(() => ({}));
    const server = https.createServer(tls, (_, response) => {
      response.writeHead(307, { location: `https://127.0.0.1:${thief.port}/` }).end();
    });
    const port = await listening(server);
    await expect(ask({ server: `https://127.0.0.1:${port}` })).rejects.toThrow('GET /version: 307');
    expect(thief.requests).toEqual([]);
  });

  test('and below its base path, with the query', async () => {
    const cluster = await apiServer((path) =>
      serving('https://evil.example/openapi/v3/a?hash=1')(path.replace(/^\/base/, '')),
    );
    expect(await pull({ server: `${cluster.server}/base/` })).toMatchObject({ code: 0 });
    expect(cluster.requests.map(({ path }) => path)).toContain('/base/openapi/v3/a?hash=1');
  });

  test.each([
    ['a token', { token }],
    ['a password', { username: 'me', password: token }],
    ['a plugin', { exec: { command: '/nonexistent/plugin' } }],
  ])('and is not sent without encryption: %s', async (_what, user) => {
    const cluster = await apiServer(serving(), { encrypted: false });
    const { code, errors } = await pull({ server: cluster.server }, user);
    expect({ code, errors }).toEqual({
      code: 0,
      errors: `warning: 127.0.0.1:${cluster.port} is spoken to without https, and so gets no credentials, as it gets none of kubectl\n`,
    });
    for (const { headers } of cluster.requests) expect(headers.authorization).toBeUndefined();
  });

  test('and an address without a scheme is one without encryption', async () => {
    const cluster = await apiServer(serving(), { encrypted: false });
    expect(await pull({ server: `127.0.0.1:${cluster.port}` })).toMatchObject({ code: 0 });
    for (const { headers } of cluster.requests) expect(headers.authorization).toBeUndefined();
  });

  test('a server whose certificate nobody vouches for gets nothing', async () => {
    const cluster = await apiServer(serving());
    const other = selfSigned().cert;
    await expect(ask({ server: cluster.server, certificateAuthority: other })).rejects.toThrow(
      /^GET \/version: .*certificate/,
    );
    expect(cluster.requests).toEqual([]);
  });

  test('a server that repeats it finds it in no error and in no file', async () => {
    const echo = https.createServer(tls, ({ headers }, response) => {
      response.writeHead(403).end(JSON.stringify({ message: `forbidden to ${headers.authorization}` }));
    });
    const server = `https://127.0.0.1:${await listening(echo)}`;
    const { errors } = await pull({ server });
    expect(errors).toContain('403 forbidden to Bearer (hidden)');
    const schema = { type: 'string', enum: [token] };
    const kind = { group: 'a.io', version: 'v1', kind: 'Thing' };
    const put = { put: { 'x-kubernetes-group-version-kind': kind } };
    const document = {
      paths: { '/apis/a.io/v1/things/{name}': put },
      components: { schemas: { Thing: { ...schema, 'x-kubernetes-group-version-kind': [kind] } } },
    };
    const { folder } = await pull({ server: (await apiServer(serving('/x', document))).server });
    const stored = gunzipSync(readFileSync(join(folder, 'prod.json.gz'))).toString();
    expect(stored).toContain('"enum":["(hidden)"]');
    expect(stored).not.toContain(token);
  });
});

describe('a server that never ends', () => {
  const raw = async (listener: http.RequestListener) =>
    `https://127.0.0.1:${await listening(https.createServer(tls, listener))}`;

  test('is left when an answer is too long', async () => {
    const server = await raw((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(ask({ server }, { answerBytes: 1_000_000 })).rejects.toThrow(
      'GET /version: the answer has more than 1000000 bytes',
    );
  });

  test('is left when it sends drop by drop', async () => {
    const server = await raw((_, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const started = Date.now();
    await expect(ask({ server }, { answerTime: 300 })).rejects.toThrow('GET /version: no whole answer within 0.3 s');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('is left when it says nothing at all', async () => {
    const server = await raw(() => undefined);
    await expect(ask({ server }, { answerTime: 200 })).rejects.toThrow('no whole answer within 0.2 s');
  });

  test('is left when its many answers are too long, or take too long, together', async () => {
    const server = await raw((_, response) => response.end(JSON.stringify({ a: 'x'.repeat(1000) })));
    const client = new KubernetesClient(
      { server, certificateAuthority: tls.cert },
      { ...defaultLimits, totalBytes: 2500 },
    );
    await client.get('/a');
    await client.get('/b');
    await expect(client.get('/c')).rejects.toThrow('GET /c: the server has sent more than 2500 bytes in all');
    client.close();
    await expect(ask({ server }, { totalTime: 0 })).rejects.toThrow('GET /version: no time is left');
  });

  test.each([
    ['nested deeply', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['no JSON', '<html>'],
    [
      'of names of prototypes',
      '{"paths":{"__proto__":{"serverRelativeURL":"/x"},"constructor":1},"components":{"schemas":{"__proto__":1}}}',
    ],
    ['of the wrong types', '{"paths":[1],"items":{"a":1},"gitVersion":1}'],
    ['null', 'null'],
  ])('or whose answers are %s ends in an error, not in a crash', async (_what, body) => {
    const server = await raw((_request, response) => response.end(body));
    const { code, errors } = await pull({ server });
    expect(code).toBe(2);
    expect(errors).toMatch(/^cdk8s-blueprints schemas pull: /);
    expect(Object.prototype).not.toHaveProperty('serverRelativeURL');
  });
});

describe('a proxy', () => {
  async function proxy(status = 200) {
    const asked: { readonly target: string; readonly headers: http.IncomingHttpHeaders }[] = [];
    const server = http.createServer(({ url = '', headers }, response) => {
      asked.push({ target: url, headers });
      response.end('{}');
    });
    server.on('connect', ({ url = '', headers }: http.IncomingMessage, socket: net.Socket) => {
      asked.push({ target: url, headers });
      if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const [host = '', port = ''] = url.split(':');
      const out = net.connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        out.pipe(socket).pipe(out);
      });
      sockets.add(out);
      return undefined;
    });
    return { asked, address: `127.0.0.1:${await listening(server)}` };
  }

  test('is what connections go through, and sees neither token nor path', async () => {
    const cluster = await apiServer(serving());
    const { asked, address } = await proxy();
    const { code } = await pull({ server: cluster.server, 'proxy-url': `http://me:p%40ss@${address}` });
    expect(code).toBe(0);
    expect(new Set(asked.map(({ target }) => target))).toEqual(new Set([`127.0.0.1:${cluster.port}`]));
    const [first] = asked;
    expect(first?.headers['proxy-authorization']).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(JSON.stringify(asked)).not.toContain(token);
    expect(cluster.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  test('that refuses is an error', async () => {
    const { address } = await proxy(407);
    const { code, errors } = await pull({ server: 'https://127.0.0.1:1', 'proxy-url': `http://${address}` });
    expect(code).toBe(2);
    expect(errors).toContain('through the proxy: it answers 407');
  });

  test('gets the whole address of a server without encryption', async () => {
    const { asked, address } = await proxy();
    const client = new KubernetesClient({ server: 'http://cluster.example', proxy: `http://${address}` });
    await client.get('/version');
    client.close();
    expect(asked.map(({ target }) => target)).toEqual(['http://cluster.example/version']);
  });

  test('of another kind is refused with what to do', async () => {
    const { code, errors } = await pull({ server: 'https://127.0.0.1:1', 'proxy-url': 'socks5://127.0.0.1:2' });
    expect(code).toBe(2);
    expect(errors).toContain('  fix:  for a SOCKS proxy, let an HTTP proxy or "kubectl proxy" stand before it\n');
  });
});

describe('a user', () => {
  const accessOf = (user: JsonObject, cluster: JsonObject = {}) => {
    const folder = folderOf({
      config: configOf({ server: 'https://prod.example.com', ...cluster }, user),
      token: 'from-a-file\n',
    });
    return readKubeConfig({ file: join(folder, 'config') }).access;
  };

  test('acts as another by the headers of client-go', async () => {
    const cluster = await apiServer(serving());
    const user = {
      token,
      as: 'alice',
      'as-uid': '42',
      'as-groups': ['developers', 'admins'],
      'as-user-extra': { 'example.com/reason': ['audit', 'review'] },
    };
    await pull({ server: cluster.server }, user);
    expect(cluster.requests[0]?.headers).toMatchObject({
      'impersonate-user': 'alice',
      'impersonate-uid': '42',
      'impersonate-group': 'developers, admins',
      'impersonate-extra-example.com%2freason': 'audit, review',
    });
    expect(() => accessOf({ 'as-groups': ['x'] })).toThrow('without "as"');
  });

  test('has the token of a file before that of the kubeconfig, where the file is there', () => {
    expect(accessOf({ token: 'old', tokenFile: 'token' })).toMatchObject({ token: 'from-a-file' });
    expect(accessOf({ token: 'old', tokenFile: 'gone' })).toMatchObject({ token: 'old' });
    expect(() => accessOf({ tokenFile: 'gone' })).toThrow(/no such file/);
  });

  test('has one way to log in', () => {
    expect(() => accessOf({ token: 'a', username: 'b' })).toThrow('only one way to log in is allowed');
    expect(accessOf({ token: 'a', exec: { command: '/nonexistent' } })).toMatchObject({ token: 'a' });
  });

  const plugin = (script: string, more: JsonObject = {}): JsonObject => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script, '--', `--password=${token}`],
      ...more,
    },
  });

  test('has a plugin that is told of the cluster where it asks for it', () => {
    const script = `
      const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      console.log(JSON.stringify({ status: { token: JSON.stringify(spec) } }));`;
    const cluster = { extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'a' } }] };
    const told = (more: JsonObject) => JSON.parse(accessOf(plugin(script, more), cluster).token ?? '') as JsonObject;
    expect(told({})).toEqual({ interactive: false });
    expect(told({ provideClusterInfo: true })).toEqual({
      interactive: false,
      cluster: {
        server: 'https://prod.example.com',
        'certificate-authority-data': Buffer.from(tls.cert).toString('base64'),
        config: { audience: 'a' },
      },
    });
  });

  test.each<[what: string, script: string, more: JsonObject, message: string]>([
    ['fails', 'process.exit(3)', {}, 'ended with 3'],
    ['is ended', 'process.kill(process.pid, "SIGKILL")', {}, 'was ended by SIGKILL'],
    ['prints no JSON', `console.log('${token} is no JSON')`, {}, 'printed no ExecCredential with a status'],
    ['prints too much', `console.log('${token}'.repeat(200000))`, {}, 'cannot be run: ENOBUFS'],
    ['is not there', '', { command: '/nonexistent/plugin' }, 'cannot be run: ENOENT'],
    ['needs a terminal', '', { interactiveMode: 'Always' }, 'needs a terminal'],
    [
      'is of a version that is gone',
      '',
      { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
      'has another apiVersion than',
    ],
    [
      'answers in another version',
      `console.log('{"apiVersion":"${token}","status":{"token":"x"}}')`,
      {},
      'answered in another apiVersion',
    ],
    ['has half a certificate', `console.log('{"status":{"clientKeyData":"${token}"}}')`, {}, 'without its certificate'],
  ])('has a plugin that %s: an error repeats nothing of it', (_what, script, more, message) => {
    const error = thrown(() => accessOf(plugin(script, more)));
    expect(error).toContain(message);
    expect(error).not.toContain(token);
  });
});

test.each([
  `users: [{name: u, user: {token: ${token}}\n`,
  `users:\n- name: u\n  user:\n    token: ${token}\n   password: *${token}\n`,
  `token: "${token}\n`,
  `token: !${token} x\ntoken: *${token}\n`,
  `${token}\n`,
  `- ${token}\n`,
  `{"users": [{"token": "${token}"}}`,
])('no error of a kubeconfig repeats a line of it: %j', (text) => {
  const folder = folderOf({});
  const file = join(folder, 'config');
  writeFileSync(file, text);
  const error = thrown(() => readKubeConfig({ file }));
  expect(error).not.toContain(token);
  expect(error).toContain(file);
});

function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
  throw new Error('nothing was thrown');
}
