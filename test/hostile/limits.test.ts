import { join } from 'node:path';
import { reportFormats } from '../../lib/report/report-formats';
import { finding, reportOf } from '../report/report-of';
import { cli, folderOf } from '../cli/run-in-memory';
import { hostileNames } from './names';

/** Of what is under a megabyte, nothing takes longer, and nothing takes more memory. */
const seconds = 10;
const bytes = 1e9;

async function withinLimits(run: () => unknown): Promise<void> {
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(seconds);
  expect(process.memoryUsage().rss - before).toBeLessThan(bytes);
}

const metadata = { name: 'login', namespace: 'shop' };
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const entries = (count: number, make: (index: number) => readonly [string, unknown]) =>
  Object.fromEntries(times(count, make));
const secret = { apiVersion: 'v1', kind: 'Secret', metadata };

/** A kind with a schema, and objects of it. */
const ofKind = (spec: object, objects: readonly object[]): string =>
  [
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: {
        group: 'example.com',
        names: { kind: 'Thing', plural: 'things' },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
          },
        ],
      },
    },
    ...objects.map((own, i) => ({
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: `t${i}`, namespace: 'shop' },
      spec: own,
    })),
  ]
    .map((object) => JSON.stringify(object))
    .join('\n');
const typed = (properties: object) => ({ type: 'object', properties });

const files: Readonly<Record<string, () => string>> = {
  'an enum of very many values, and values that are none of them': () =>
    ofKind(
      typed({ a: { type: 'string', enum: times(40_000, (i) => `v${i}`) } }),
      times(2_000, (i) => ({ a: `x${i}` })),
    ),
  'an enum of very many objects': () =>
    ofKind(typed({ a: { type: 'array', items: { type: 'object', enum: times(20_000, (v) => ({ v })) } } }), [
      { a: times(20_000, (i) => ({ v: 20_000 - i })) },
    ]),
  'very many fields that are none of very many others': () =>
    ofKind(typed(entries(6_000, (i) => [`${'field'.repeat(4)}${i}`, { type: 'string' }])), [
      entries(10_000, (i) => [`${'other'.repeat(4)}${i}`, 'a']),
    ]),
  'a very long value that is nearly one of an enum': () =>
    ofKind(typed({ a: { type: 'string', enum: ['x'.repeat(300_000)] } }), [{ a: `${'x'.repeat(299_999)}y` }]),
  'a Secret with very many values that are no base64': () =>
    JSON.stringify({ ...secret, data: entries(10_000, (i) => [`k${i}`, `plain text! ${i}`]) }),
  'a Secret with one very long value': () => JSON.stringify({ ...secret, data: { a: '"\\'.repeat(200_000) } }),
  'very many lines in a value': () => JSON.stringify({ ...secret, stringData: { a: 'line of it\n'.repeat(60_000) } }),
  'very many Secrets in another object': () =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: times(5_000, (i) => ({ kind: 'Secret', data: { a: `x y ${i % 60}` } })) },
    }),
  'a copy of an object within a copy, and so on': () => {
    let copy: object = secret;
    for (let depth = 0; depth < 14; depth += 1) {
      const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(copy) };
      copy = { ...secret, data: 1, metadata: { ...metadata, annotations } };
    }
    return JSON.stringify(copy);
  },
  'names of many quotes and backslashes': () =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: '\\"'.repeat(120_000), ports: [{ name: '"\\'.repeat(100_000), port: 0 }] },
    }),
  'very many objects with a hostile name': () =>
    times(1500, (i) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `${hostileNames['HTML']}${i}`, namespace: '@octocat' },
      }),
    ).join('\n'),
};

test.each(Object.entries(files))(
  'check is done in time with %s',
  async (_what, content) => {
    const text = content();
    expect(text.length).toBeLessThan(1_000_000);
    const folder = folderOf({ 'a.json': text });
    await withinLimits(async () => {
      expect((await cli(['check', folder, '--output', 'markdown'])).code).toBe(1);
      await cli(['check', join(folder, 'a.json'), '--output', 'sarif']);
    });
  },
  120_000,
);

const configMap = (name: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
});
const annotated = (of: (index: number) => string) => ({
  ...configMap('a'),
  metadata: { name: 'a', namespace: 'shop', annotations: entries(20_000, (i) => [`a${i}`, of(i)]) },
});
const withVariables = (of: (index: number) => string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [{ name: 'main', image: 'a', env: times(12_000, (i) => ({ name: `E${i}`, value: of(i) })) }] },
});

/** Two trees, of less than a megabyte each. */
const changed: Readonly<Record<string, readonly [() => readonly object[], () => readonly object[]]>> = {
  'objects under other names': [
    () => times(6_000, (i) => configMap(`a${i}`, { key: 'same' })),
    () => times(6_000, (i) => configMap(`b${i}`, { key: 'same' })),
  ],
  'other annotations': [() => [annotated((i) => `${i}`)], () => [annotated((i) => `${i + 1}`)]],
  'other variables': [() => [withVariables((i) => `${i}`)], () => [withVariables((i) => `${i + 1}`)]],
  'names of many dots': [
    () => [
      configMap(
        'a',
        entries(4, (i) => [`${i}${'.['.repeat(60_000)}`, 'a']),
      ),
    ],
    () => [
      configMap(
        'a',
        entries(4, (i) => [`${i}${'.['.repeat(60_000)}`, 'b']),
      ),
    ],
  ],
};

test.each(Object.entries(changed))(
  'plan is done in time with %s',
  async (_what, [before, after]) => {
    const [base = '', next = ''] = [before, after].map((make) =>
      folderOf({
        'a.json': make()
          .map((object) => JSON.stringify(object))
          .join('\n'),
      }),
    );
    await withinLimits(async () => {
      const { code, errors } = await cli(['plan', next, '--base', base, '--output', 'json']);
      expect({ code, errors }).toEqual({ code: expect.any(Number) as number, errors: '' });
      expect(code).not.toBe(0);
    });
  },
  120_000,
);

describe.each(reportFormats)('a report as $name', ({ format }) => {
  test.each([
    [
      'very many findings',
      () =>
        times(5000, (i) => finding({ path: `spec.ports[${i}]`, message: `${Object.values(hostileNames)[i % 30]}` })),
    ],
    ['a very long message', () => [finding({ message: '|`\\[<#@:/='.repeat(90_000), fix: '\n::a::'.repeat(100_000) })]],
    [
      'a very long name',
      () => [finding({ path: ' '.repeat(400_000), object: { apiVersion: '', kind: 'a', name: ':'.repeat(400_000) } })],
    ],
  ])('is done in time with %s', async (_what, findings) => {
    const report = reportOf(findings());
    await withinLimits(() => format(report, { color: true, proofs: true }));
  });
});
