import type { Check } from '../../lib/checks/check';
import { runChecks } from '../../lib/checks/run-checks';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { facts } from './facts';

const service = (name: string, namespace = 'boutique'): LocatedManifest => ({
  manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } },
  origin: `prod-euw1/boutique/${name}`,
});

const check = (tweak: Partial<Check> = {}): Check => ({
  id: 'valid-name',
  severity: 'error',
  profile: 'baseline',
  why: 'A test needs it.',
  kinds: ['Service'],
  run: ({ manifest }) =>
    manifest.metadata.name === 'cart'
      ? [{ path: 'metadata.name', message: 'Invalid value: "cart"', fix: 'rename' }]
      : [],
  ...tweak,
});

test('a problem becomes a finding with object, origin and cluster', () => {
  const { findings } = runChecks({ manifests: [service('cart')], cluster: facts(), checks: [check()] });
  expect(findings).toEqual([
    {
      id: 'valid-name',
      severity: 'error',
      status: 'violated',
      object: { apiVersion: 'v1', kind: 'Service', namespace: 'boutique', name: 'cart' },
      path: 'metadata.name',
      message: 'Invalid value: "cart"',
      fix: 'rename',
      origin: 'prod-euw1/boutique/cart',
      cluster: 'prod-euw1',
    },
  ]);
});

test('a check visits only its kinds', () => {
  const { findings, proofs } = runChecks({
    manifests: [service('cart')],
    cluster: facts(),
    checks: [check({ kinds: ['apps/Deployment'] })],
  });
  expect({ findings, proofs }).toEqual({ findings: [], proofs: [] });
});

test('a check that found nothing is proved once, with what it assumes', () => {
  const { proofs } = runChecks({
    manifests: [service('ads'), service('mail')],
    cluster: facts(),
    checks: [check({ assumptions: ['names matter'] })],
  });
  expect(proofs).toEqual([{ id: 'valid-name', objects: 2, assumptions: ['names matter'] }]);
});

test('a check that throws is unproved, keeps what it found before, and never counts as proved', () => {
  const { findings, proofs } = runChecks({
    manifests: [service('ads')],
    cluster: facts(),
    checks: [
      check({
        *run() {
          yield { path: 'spec', message: 'Required value', fix: 'add it' };
          throw new Error('spec is undefined');
        },
      }),
    ],
  });
  expect(findings.map(({ status, message }) => [status, message])).toEqual([
    ['unproved', 'Internal error: the check failed on this object: spec is undefined'],
    ['violated', 'Required value'],
  ]);
  expect(proofs).toEqual([]);
});

test('findings come in the order of names, whatever the order of the tree', () => {
  const all = check({ run: () => [{ path: '', message: 'Forbidden', fix: 'delete it' }] });
  const names = (manifests: LocatedManifest[]) =>
    runChecks({ manifests, cluster: facts(), checks: [all] }).findings.map(({ object }) => object.name);
  const tree = [service('cart'), service('ads'), service('zoo', 'animals')];
  expect(names(tree)).toEqual(['zoo', 'ads', 'cart']);
  expect(names([...tree].reverse())).toEqual(['zoo', 'ads', 'cart']);
});

test.each([
  ['production', undefined, ['no-a', 'no-b']],
  ['non-production', undefined, ['no-a']],
  ['non-production', 'strict', ['no-a', 'no-b', 'no-c']],
] as const)('in tier %s, profile %s runs %j', (tier, profile, ids) => {
  const { proofs } = runChecks({
    manifests: [service('ads')],
    cluster: facts({ environment: { name: 'any', tier } }),
    checks: [
      check({ id: 'no-a', profile: 'baseline' }),
      check({ id: 'no-b', profile: 'production' }),
      check({ id: 'no-c', profile: 'strict' }),
    ],
    ...(profile === undefined ? {} : { profile }),
  });
  expect(proofs.map(({ id }) => id)).toEqual(ids);
});

test('a problem may be about another object than the one visited', () => {
  const other = service('ads');
  const { findings } = runChecks({
    manifests: [service('cart'), other],
    cluster: facts(),
    checks: [
      check({
        run: ({ manifest }) =>
          manifest.metadata.name === 'cart' ? [{ path: '', message: 'm', fix: 'f', object: other }] : [],
      }),
    ],
  });
  expect(findings).toMatchObject([{ object: { name: 'ads' }, origin: 'prod-euw1/boutique/ads' }]);
});

test('the origin of an object without a construct is its file and line', () => {
  const { manifest } = service('cart');
  const { findings } = runChecks({
    manifests: [{ manifest, file: 'boutique/cart.yaml', line: 12 }],
    cluster: facts(),
    checks: [check()],
  });
  expect(findings).toMatchObject([{ origin: 'boutique/cart.yaml:12' }]);
});

test.each([
  ['no metadata', { apiVersion: 'v1', kind: 'Service' }, 'Service  metadata: Required value'],
  ['null metadata', { apiVersion: 'v1', kind: 'Service', metadata: null }, 'Service  metadata: Required value'],
  [
    'a name that is a number',
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 5 } },
    'Service  metadata.name: Invalid value: 5: must be a string',
  ],
  [
    'nothing at all',
    undefined,
    'Object manifests[1] : Invalid value: nothing: must be a map with apiVersion, kind and metadata',
  ],
])('an object with %s is a finding, and the others are judged', (_, manifest, expected) => {
  const manifests = [service('cart'), { manifest, origin: 'a.yaml' }];
  const { findings, objects } = runChecks({ manifests: untyped(manifests), cluster: facts(), checks: [check()] });
  expect(objects).toBe(1);
  expect(findings.map(({ id }) => id).sort()).toEqual(['valid-manifest', 'valid-name']);
  const found = findings.find(({ id }) => id === 'valid-manifest');
  expect(`${found?.object.kind} ${found?.object.name} ${found?.path}: ${found?.message}`).toBe(expected);
  expect(found).toMatchObject({ severity: 'error', origin: 'a.yaml', cluster: 'prod-euw1' });
});

/** What a program without types may hand over. */
function untyped(manifests: unknown): readonly LocatedManifest[] {
  return JSON.parse(JSON.stringify(manifests)) as readonly LocatedManifest[];
}
