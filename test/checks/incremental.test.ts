import fc from 'fast-check';
import type { Check } from '../../lib/checks/check';
import { CheckCache } from '../../lib/checks/incremental/check-cache';
import { RecentRuns } from '../../lib/checks/incremental/recent-runs';
import { runChecks } from '../../lib/checks/run-checks';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { perManifestSet } from '../../lib/manifest/objects/per-manifest-set';
import { facts } from './facts';

const base = { severity: 'error', profile: 'baseline', why: 'A test needs it.' } as const;
const problem = { path: '', fix: 'none' };

const labelsOfAll = perManifestSet((manifests) =>
  manifests.ofKind('', 'ConfigMap').map(({ manifest }) => manifest.metadata.name),
);

/** One check for each way to look at other objects. */
const checks: readonly Check[] = [
  {
    ...base,
    id: 'by-selector',
    kinds: ['Service'],
    run: ({ manifest }, { manifests }) => {
      const app = String(manifest.metadata.labels?.app);
      const pods = manifests.podsSelectedBy('boutique', { matchLabels: { app } });
      return [{ ...problem, message: pods.map(({ owner }) => owner.manifest.metadata.name).join() }];
    },
  },
  {
    ...base,
    id: 'by-identity',
    kinds: ['Pod'],
    run: ({ manifest }, { manifests, previous }) => {
      const identity = { group: '', kind: 'Service', namespace: 'boutique', name: String(manifest.metadata.name) };
      const service = manifests.get(identity);
      const before = previous?.get(identity);
      const message = `${JSON.stringify(service?.manifest)} was ${JSON.stringify(before?.manifest)}`;
      return [{ ...problem, message, ...(service === undefined ? {} : { object: service }) }];
    },
  },
  {
    ...base,
    id: 'by-shared-value',
    kinds: ['Service', 'Pod'],
    run: (_, { manifests }) => [{ ...problem, message: labelsOfAll(manifests).join() }],
  },
  {
    ...base,
    id: 'first-of-its-name',
    kinds: ['*'],
    run: (object, { manifests }) => {
      const { kind, metadata } = object.manifest;
      const first = manifests.get({ group: '', kind, namespace: 'boutique', name: String(metadata.name) });
      return first?.origin === object.origin ? [] : [{ ...problem, message: 'Duplicate value' }];
    },
  },
  {
    ...base,
    id: 'by-fact',
    kinds: ['ConfigMap'],
    run: (_, { cluster }) => (cluster.region === 'eu-west-1' ? [{ ...problem, message: cluster.dnsDomain }] : []),
  },
  {
    ...base,
    id: 'throws',
    kinds: ['Pod'],
    run: (_, { manifests }) => {
      if (manifests.ofKind('', 'Service', 'boutique').length === 1) throw new Error('one Service');
      return [];
    },
  },
];

const object = fc
  .record({
    kind: fc.constantFrom('Service', 'Pod', 'ConfigMap'),
    name: fc.constantFrom('cart', 'ads', 'mail'),
    app: fc.constantFrom('cart', 'ads'),
    origin: fc.constantFrom('one', 'two'),
  })
  .map(({ kind, name, app, origin }): LocatedManifest => ({
    manifest: { apiVersion: 'v1', kind, metadata: { name, namespace: 'boutique', labels: { app } }, spec: {} },
    origin,
  }));

const tree = fc.array(object, { maxLength: 6 });

test('after any edits, an incremental run finds what a full run finds', () => {
  const runs = fc.array(fc.record({ manifests: tree, previous: fc.option(tree, { nil: undefined }) }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(runs, (steps) => {
      let cache = new CheckCache('1');
      for (const { manifests, previous } of steps) {
        const options = {
          manifests,
          checks,
          cluster: facts(),
          ...(previous === undefined ? {} : { previous: new ManifestSet(previous) }),
        };
        const { reused: _, ...incremental } = runChecks({ ...options, cache });
        const { reused, ...full } = runChecks(options);
        expect(reused).toBe(0);
        expect(incremental).toEqual(full);
        cache = CheckCache.parse(cache.format(), '1');
      }
    }),
    { numRuns: 200 },
  );
});

const pod = (name: string, app = name): LocatedManifest => ({
  manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'boutique', labels: { app } }, spec: {} },
});
const service = (name: string): LocatedManifest => ({
  manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'boutique', labels: { app: name } } },
});

function counting(): { readonly visited: string[]; readonly check: Check } {
  const visited: string[] = [];
  const check: Check = {
    ...base,
    id: 'by-selector',
    kinds: ['Service'],
    run: ({ manifest }, { manifests }) => {
      visited.push(String(manifest.metadata.name));
      manifests.podsSelectedBy('boutique', { matchLabels: { app: String(manifest.metadata.name) } });
      return [];
    },
  };
  return { visited, check };
}

test('clusters that are judged one after the other get the findings that each gets alone', () => {
  const cluster = fc.record({
    name: fc.constantFrom('euw1', 'use1'),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    dnsDomain: fc.constantFrom('cluster.local', 'corp.local'),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(cluster, tree), { maxLength: 8 }), (fleet) => {
      const recent = new RecentRuns();
      for (const [overrides, manifests] of fleet) {
        const options = { manifests, checks, cluster: facts(overrides) };
        const { reused: _, ...shared } = runChecks({ ...options, cache: recent });
        const { reused: __, ...alone } = runChecks(options);
        expect(shared).toEqual(alone);
      }
    }),
    { numRuns: 300 },
  );
});

test('the third of three clusters that run the same is not checked again, wherever it stands', () => {
  const { visited, check } = counting();
  const recent = new RecentRuns();
  const reused = ['eu-west-1', 'us-east-1', 'ap-south-1'].map((region) => {
    const manifests = [pod('cart'), service('cart')].map((object) => ({ ...object, origin: region }));
    return runChecks({ manifests, cluster: facts({ name: region, region }), checks: [check], cache: recent }).reused;
  });
  expect(reused).toEqual([0, 0, 2]);
  expect(visited).toHaveLength(2);
});

test('an object is not checked again while it and what its checks looked at stay the same', () => {
  const { visited, check } = counting();
  const cache = new CheckCache('1');
  const run = (manifests: LocatedManifest[]) => {
    visited.length = 0;
    const { reused } = runChecks({ manifests, cluster: facts(), checks: [check], cache });
    return { visited: [...visited], reused };
  };
  const tree = [service('cart'), service('ads'), pod('cart'), pod('ads')];
  expect(run(tree)).toEqual({ visited: ['cart', 'ads'], reused: 0 });
  expect(run(tree)).toEqual({ visited: [], reused: 4 });
  expect(run([...tree, pod('another', 'ads')])).toEqual({ visited: ['ads'], reused: 3 });
});

test('nothing is reused by another version, for other facts that a check reads, or by other checks', () => {
  const { visited, check: unmoved } = counting();
  const check: Check = {
    ...unmoved,
    run: (object, context) => (context.cluster.dnsDomain ? unmoved.run(object, context) : []),
  };
  const manifests = [service('cart')];
  const options = { manifests, cluster: facts(), checks: [check] };
  const cache = new CheckCache('1');
  runChecks({ ...options, cache });
  expect(runChecks({ ...options, cache }).reused).toBe(1);
  expect(runChecks({ ...options, cache: CheckCache.parse(cache.format(), '2') }).reused).toBe(0);
  expect(runChecks({ ...options, cache, cluster: facts({ region: 'us-east-1' }) }).reused).toBe(1);
  runChecks({ ...options, cache, cluster: facts({ dnsDomain: 'corp.local' }) });
  expect(runChecks({ ...options, cache }).reused).toBe(0);
  runChecks({ ...options, cache, checks: [check, { ...check, id: 'another' }] });
  expect(runChecks({ ...options, cache }).reused).toBe(0);
  expect(visited.length).toBeGreaterThan(4);
});

test('a damaged cache file is an empty cache', () => {
  const { check } = counting();
  const cache = new CheckCache('1');
  const options = { manifests: [service('cart')], cluster: facts(), checks: [check] };
  const expected = runChecks({ ...options, cache }).findings;
  const text = cache.format();
  fc.assert(
    fc.property(fc.nat(text.length), fc.string({ maxLength: 3 }), (at, junk) => {
      const damaged = CheckCache.parse(text.slice(0, at) + junk + text.slice(at + junk.length), '1');
      expect(runChecks({ ...options, cache: damaged }).findings).toEqual(expected);
    }),
  );
});
