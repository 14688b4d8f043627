import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
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
import { cluster, teamComposition, teams, webApp, webAppComposition, webApps } from './web-apps';

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

  test('goes on when a client hangs up in the middle of a request', async () => {
    const told: string[] = [];
    server = await serveHooks({ composers: [webAppComposition], tell: (text) => told.push(text) });
    const client = connect(server.port, '127.0.0.1');
    await once(client, 'connect');
    client.write('POST /sync HTTP/1.1\r\nhost: hook\r\ncontent-length: 1000\r\n\r\n{"parent":');
    await setTimeout(100);
    client.destroy();
    for (let waited = 0; told.length === 0 && waited < 5000; waited += 10) await setTimeout(10);
    expect(told[0]).toContain('a request was not answered');
    expect((await ask('/healthz', {}, 'GET')).status).toBe(200);
  });

  test('knows no path but its own, however it is written', async () => {
    server = await serveHooks({ composers: [webAppComposition] });
    const client = connect(server.port, '127.0.0.1');
    client.end('POST constructor HTTP/1.1\r\nhost: hook\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}');
    let answer = '';
    for await (const chunk of client) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
  });
});

describe('an object of another version', () => {
  const team = (version: string, spec: object) => ({
    apiVersion: `platform.example.com/${version}`,
    kind: 'Team',
    metadata: { name: 'shop' },
    spec: { ...spec },
  });

  test('stands for what it says in the words of the version that the handler reads', () => {
    const { manifests, findings } = teamComposition.compose(team('v1beta1', { namespace: 'shop' }));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(manifests).toEqual(teamComposition.compose(team('v1', { namespaces: ['shop'] })).manifests);
    expect(manifests.length).toBeGreaterThan(1);
  });

  test('is judged by its own schema', () => {
    const { manifests, findings } = teamComposition.compose(team('v1beta1', { namespace: 3 }));
    expect(manifests).toEqual([]);
    expect(findings[0]).toMatchObject({
      path: 'spec.namespace',
      object: { apiVersion: 'platform.example.com/v1beta1' },
    });
  });

  test('is not taken where nothing says what it is in that version', async () => {
    const composition = new Composition({
      resource: teams,
      version: 'v1',
      cluster,
      handler: { apply: () => undefined },
    });
    expect(composition.apiVersions).toEqual(['platform.example.com/v1']);
    server = await serveHooks({ composers: [composition] });
    const answer = await ask('/sync', { parent: team('v1beta1', { namespace: 'shop' }) });
    expect(answer).toMatchObject({ status: 404, text: 'nothing composes Team of platform.example.com/v1beta1\n' });
  });
});

describe('a kind that lives in no namespace', () => {
  const team = {
    apiVersion: 'platform.example.com/v1',
    kind: 'Team',
    metadata: { name: 'shop' },
    spec: { namespaces: ['shop', 'shop-data'] },
  };

  test('stands for namespaces and objects in them, in a synth, a function and a hook alike', async () => {
    const fleet = new Fleet({ clusters: [cluster] });
    fleet.deploy((scope) => teamComposition.apply(scope, 'shop', team.spec));
    const bySynth = fleet.render('dev-1').manifests.map(({ manifest }) => formatYaml(manifest));
    const places = fleet
      .render('dev-1')
      .manifests.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace}`);
    expect(places).toEqual(expect.arrayContaining(['Namespace undefined', 'ConfigMap shop', 'ConfigMap shop-data']));
    const byFunction = runKrmFunction(resourceList([team]), [teamComposition]);
    const [list] = parseDocuments(typeof byFunction === 'string' ? '' : byFunction.output, defaultReadLimits).documents;
    const { items } = list?.value as { items: Manifest[] };
    expect(
      items
        .filter(({ kind }) => kind !== 'Team')
        .map(formatYaml)
        .sort(),
    ).toEqual([...bySynth].sort());
    server = await serveHooks({ composers: [teamComposition] });
    const children = {
      'ConfigMap.v1': {
        'shop/team': { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team', namespace: 'shop' } },
      },
    };
    const { json } = await ask('/sync', { parent: team, children });
    expect(json?.children.map(formatYaml).sort()).toEqual([...bySynth].sort());
    expect(json).toMatchObject({ status: { objects: 1 } });
  });

  test('has no namespace, and one that lives in namespaces has one', () => {
    expect(teamComposition.compose({ ...team, metadata: { name: 'shop', namespace: 'shop' } }).findings).toMatchObject([
      { path: 'metadata.namespace', message: 'Forbidden: not allowed on this type' },
    ]);
    expect(webAppComposition.compose({ ...cart, metadata: { name: 'cart' } })).toMatchObject({
      manifests: [],
      findings: [{ path: 'metadata.namespace', message: 'Required value' }],
    });
  });
});

test('a hook refuses what an object of a namespace cannot own, and says what to do', async () => {
  const apply = (scope: Construct, id: string): void => {
    const meta = { name: id };
    new ApiObject(scope, 'Role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: meta });
    new ApiObject(scope, 'Other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...meta, namespace: 'other' } });
  };
  const composition = new Composition({ resource: webApps, version: 'v1', cluster, handler: { apply } });
  expect(composition.compose(cart).manifests.map(({ kind }) => kind)).toEqual(['ClusterRole', 'ConfigMap']);
  server = await serveHooks({ composers: [composition] });
  const { status, text } = await ask('/sync', { parent: cart });
  expect(status).toBe(422);
  expect(text).toContain('ClusterRole cart  metadata.namespace\n  Invalid value: "": a WebApp owns objects of its own');
  expect(text).toContain('ConfigMap other/cart  metadata.namespace\n  Invalid value: "other": a WebApp owns');
  expect(text).toContain("fix:  set scope: 'Cluster' on the kind WebApp");
});

test('what JavaScript says of a composition is judged', () => {
  const define = (props: object): unknown =>
    new Composition({ resource: webApps, version: 'v1', cluster, handler: { apply: () => undefined }, ...props });
  expect(() => define({ version: 'v2' })).toThrow('Not found: "v2": must be one of "v1"');
  expect(() => define({ from: { v1: () => ({}) } })).toThrow('Not found: "v1"');
  expect(() => define({ resource: teams, from: { v1beta: () => ({}) } })).toThrow('write "v1beta1"');
  expect(() => define({ from: { v1: {} } })).toThrow('must be a function');
  expect(() => define({ handler: {} })).toThrow('must be a handler');
  expect(() => define({ resource: {} })).toThrow('must be a CustomResource');
  expect(() => define({ clusters: [] })).toThrow('did you mean "cluster"?');
});

test('a definition and a handler with defaults agree', () => {
  const { manifests } = webAppComposition.compose(webApp('cart', { image: 'registry.example/cart:1.4.2' }));
  expect(manifests.find(({ kind }) => kind === 'Deployment')?.spec).toMatchObject({ replicas: 2 });
  expect(readManifests('x', manifests.map(formatYaml).join('---\n')).manifests).toHaveLength(manifests.length);
});
