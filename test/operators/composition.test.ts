import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ClusterChart, Fleet } from '../../lib';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { Composition } from '../../lib/operators';
import { serveHooks, type HookServer } from '../../lib/operators/runtime/hook-server';
import { runKrmFunction } from '../../lib/operators/runtime/krm-function';
import { readManifests } from '../../lib/reader/read-manifests';
import { parseDocuments } from '../../lib/reader/parse-documents';
import { defaultReadLimits } from '../../lib/reader/read-limits';
import { formatYaml } from '../../lib/synth/yaml/format-yaml';
import { cluster, webApp, webAppComposition, webApps } from './web-apps';

const spec = { image: 'registry.example/cart:1.4.2', replicas: 3 };
const cart = webApp('cart', spec);

let outdir: string;
let server: HookServer | undefined;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'composition-'));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(outdir, { recursive: true, force: true });
});

/** The files of a synth in which the blueprint stands in a chart. */
function synthesized(): readonly string[] {
  const fleet = new Fleet({ clusters: [cluster], outdir, report: false });
  fleet.deploy((scope) => {
    const namespace = { name: 'shop', create: false, isolated: false };
    webAppComposition.apply(new ClusterChart(scope, 'cart', { namespace }), 'cart', spec);
  });
  fleet.synth();
  const folder = join(outdir, 'dev/dev-1');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.k8s.yaml'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .sort();
}

function resourceList(items: readonly object[], functionConfig?: object): string {
  return stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items, functionConfig });
}

function krm(items: readonly object[], functionConfig?: object) {
  const result = runKrmFunction(resourceList(items, functionConfig), [webAppComposition]);
  if (typeof result === 'string') throw new Error(result);
  const [list] = parseDocuments(result.output, defaultReadLimits).documents;
  return { failed: result.failed, ...(list?.value as { items: Manifest[]; results?: object[] }) };
}

async function ask(path: string, body: unknown, method = 'POST') {
  server ??= await serveHooks({ composers: [webAppComposition], maxBytes: 100_000 });
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    json: answer.ok && text.startsWith('{') ? (JSON.parse(text) as { children: Manifest[] }) : undefined,
  };
}

test('a synth, a function and a hook make the same bytes', async () => {
  const bySynth = synthesized();
  const byFunction = krm([cart]).items.filter(({ kind }) => kind !== 'WebApp');
  const { json } = await ask('/sync', { parent: cart, children: {} });
  expect(bySynth.length).toBeGreaterThan(3);
  expect(byFunction.map(formatYaml).sort()).toEqual(bySynth);
  expect(json?.children.map(formatYaml).sort()).toEqual(bySynth);
});

describe('a function of kustomize and kpt', () => {
  const other = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'other', namespace: 'shop' },
    data: { a: '1' },
  };

  test('hands on what it does not know, and replaces what it made before', () => {
    const first = krm([other, cart]).items;
    expect(first.slice(0, 2)).toEqual([other, cart]);
    const again = krm(first);
    expect(again.items).toEqual(first);
    const changed = krm([...first.filter(({ kind }) => kind !== 'WebApp'), webApp('cart', { ...spec, replicas: 5 })]);
    expect(changed.items).toHaveLength(first.length);
    expect(changed.items.find(({ kind }) => kind === 'Deployment')?.spec).toMatchObject({ replicas: 5 });
  });

  test('takes an object as its configuration, as generators have it', () => {
    expect(krm([], cart).items.map(({ kind }) => kind)).toContain('Deployment');
  });

  test('changes nothing where an object is refused, and says why', () => {
    const wrong = webApp('cart', { image: 'registry.example/cart:1.4.2', replicas: 500 });
    expect(krm([wrong])).toMatchObject({
      failed: true,
      items: [wrong],
      results: [
        {
          severity: 'error',
          message: expect.stringContaining('should be less than or equal to 50') as string,
          resourceRef: { kind: 'WebApp', name: 'cart', namespace: 'shop' },
          field: { path: 'spec.replicas' },
        },
      ],
    });
  });

  test.each([
    ['a: [', 'line 1: '],
    ['kind: List', 'standard input must be one ResourceList'],
    ['{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [{}]}', 'items[0] is no object'],
    ['{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: 3}', 'items[0] is no object'],
    ['{apiVersion: config.kubernetes.io/v1, kind: ResourceList, functionConfig: 3}', 'functionConfig is no object'],
  ])('says what is wrong with %j', (input, message) => {
    expect(runKrmFunction(input, [webAppComposition])).toContain(message);
  });
});

describe('a hook of metacontroller', () => {
  test('says the status by the objects that there are', async () => {
    const children = {
      'Deployment.apps/v1': { cart: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cart' } } },
    };
    expect((await ask('/sync', { parent: cart, children })).json).toMatchObject({ status: { ready: 1 } });
  });

  test('gives no answer for a parent that is refused, so that nothing is deleted', async () => {
    const { status, text } = await ask('/sync', { parent: webApp('cart', {}), children: {} });
    expect(status).toBe(422);
    expect(text).toContain('spec.image\n  Required value');
    expect(text).toContain('the objects stay as they are');
  });

  test('is done with a parent once nothing is left of it', async () => {
    const children = { 'Service.v1': { cart: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } } } };
    expect((await ask('/finalize', { parent: cart, children })).json).toEqual({ children: [], finalized: false });
    expect((await ask('/finalize', { parent: cart, children: {} })).json).toEqual({ children: [], finalized: true });
  });

  test.each([
    ['/sync', 'no JSON', 400],
    ['/sync', [], 400],
    ['/sync', { parent: 3 }, 400],
    ['/sync', { parent: { ...cart, kind: 'Other' } }, 404],
    ['/sync', 'x'.repeat(200_000), 413],
    ['/other', {}, 404],
  ])('refuses %s with %j', async (path, body, status) => {
    expect((await ask(path, body)).status).toBe(status);
  });

  test('answers probes, and ends once its requests are answered', async () => {
    expect((await ask('/healthz', {}, 'GET')).status).toBe(200);
    expect((await ask('/readyz', {}, 'GET')).status).toBe(200);
    expect((await ask('/sync', {}, 'GET')).status).toBe(405);
    const port = server?.port;
    await server?.close();
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  });

  test('outlives a handler that throws', async () => {
    const broken = new Composition({
      resource: webApps,
      version: 'v1',
      cluster,
      handler: {
        apply: () => {
          throw new Error('no such thing');
        },
      },
    });
    server = await serveHooks({ composers: [broken] });
    expect(await ask('/sync', { parent: cart })).toMatchObject({
      status: 422,
      text: 'the handler failed: no such thing\n',
    });
    expect((await ask('/healthz', {}, 'GET')).status).toBe(200);
  });
});

test('what JavaScript says of a composition is judged', () => {
  const define = (props: object): unknown =>
    new Composition({ resource: webApps, version: 'v1', cluster, handler: { apply: () => undefined }, ...props });
  expect(() => define({ version: 'v2' })).toThrow('Not found: "v2": must be one of "v1"');
  expect(() => define({ handler: {} })).toThrow('must be a handler');
  expect(() => define({ resource: {} })).toThrow('must be a CustomResource');
  expect(() => define({ clusters: [] })).toThrow('did you mean "cluster"?');
});

test('a definition and a handler with defaults agree', () => {
  const { manifests } = webAppComposition.compose(webApp('cart', { image: 'registry.example/cart:1.4.2' }));
  expect(manifests.find(({ kind }) => kind === 'Deployment')?.spec).toMatchObject({ replicas: 2 });
  expect(readManifests('x', manifests.map(formatYaml).join('---\n')).manifests).toHaveLength(manifests.length);
});
