import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { cli, folderOf } from './run-in-memory';

const empty: Readonly<Record<string, JsonObject>> = {
  '/version': { gitVersion: 'v1.33.2' },
  '/openapi/v3': { paths: {} },
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': { items: [] },
};

/** Runs the command against a server that has these answers and is forbidden to say anything else. */
async function pull(args: readonly string[], answers = empty) {
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url];
    response
      .writeHead(answer === undefined ? (url === '/gone' ? 404 : 403) : 200)
      .end(JSON.stringify(answer ?? { message: 'forbidden to you' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const folder = folderOf({
    config: JSON.stringify({
      'current-context': 'prod',
      contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: 'u', user: {} }],
    }),
  });
  const output = join(folder, 'schemas');
  const result = await cli(['schemas', 'pull', '--kubeconfig', join(folder, 'config'), '--output', output, ...args]);
  server.close();
  return { ...result, folder, files: existsSync(output) ? readdirSync(output) : [] };
}

test('writes a file that is named after the context', async () => {
  const { code, out, files, folder } = await pull([]);
  expect({ code, files }).toEqual({ code: 0, files: ['prod.json.gz'] });
  expect(out).toBe(`${join(folder, 'schemas', 'prod.json.gz')}: 0 kinds of Kubernetes 1.33, 1 kB\n`);
});

test('writes a file of the name that is given, whatever is in it', async () => {
  const { files } = await pull(['arn:aws:eks:eu-west-1:123:cluster/prod']);
  expect(files).toEqual(['arn-aws-eks-eu-west-1-123-cluster-prod.json.gz']);
});

test('an API version that vanishes while it reads is left out; one that cannot be read is an error', async () => {
  const listed = (path: string) => ({
    ...empty,
    '/openapi/v3': { paths: { 'apis/a.io/v1': { serverRelativeURL: path } } },
  });
  expect(await pull([], listed('/gone'))).toMatchObject({ code: 0 });
  expect(await pull([], listed('/broken'))).toMatchObject({ code: 2, files: [] });
});

test('writes nothing when the server does not let it read all of it', async () => {
  const { code, errors, files } = await pull([], { '/version': { gitVersion: 'v1.33.2' } });
  expect({ code, files }).toEqual({ code: 2, files: [] });
  expect(errors).toMatch(/^cdk8s-blueprints schemas pull: GET \/\S+: 403 forbidden to you\n$/);
});

test.each([
  [['one', 'two'], 'at most one name is expected\nTry: cdk8s-blueprints schemas pull --help'],
  [['--context', 'dev'], 'the kubeconfig has no "dev" among its contexts; it has "prod"'],
  [['--namespace', 'x'], 'unknown option --namespace: must be one of --'],
])('refuses %j', async (args, message) => {
  const { code, errors } = await pull(args);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

test.each([[['schemas']], [['schemas', '--help']], [['schemas', '-h']]])(
  '%j tells what schemas pull takes',
  async (args) => {
    const { code, out } = await cli(args);
    expect(code).toBe(0);
    expect(out).toContain('Usage: cdk8s-blueprints schemas pull');
  },
);

test('a word after schemas that is no command is unknown', async () => {
  expect(await cli(['schemas', 'push'])).toMatchObject({ code: 2, out: '' });
});
