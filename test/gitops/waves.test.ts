import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  argoCd,
  Cluster,
  ClusterChart,
  Config,
  Environment,
  Fleet,
  flux,
  type GitOpsFacts,
  type Wave,
} from '../../lib';
import { isJsonObject } from '../../lib/manifest/objects/json';
import { repository } from './example-tree';
import { synthesized } from './synthesized';

const canary: Wave = { name: 'canary' };
const rest: Wave = { name: 'rest', after: 'canary', maxUpdate: '25%' };
const spoke = argoCd({ repository, syncedBy: 'hub' });

function fleet(clusters: Readonly<Record<string, readonly [GitOpsFacts, Wave?]>>, outdir?: string): Fleet {
  const environment = new Environment('dev');
  return new Fleet({
    report: false,
    ...(outdir === undefined ? {} : { outdir }),
    clusters: Object.entries(clusters).map(
      ([name, [gitOps, wave]]) =>
        new Cluster(name, { environment, kubernetesVersion: '1.34', gitOps, ...(wave === undefined ? {} : { wave }) }),
    ),
  }).deploy((scope) => {
    new Config(new ClusterChart(scope, 'shop', { namespace: 'shop' }), 'settings', { data: { a: '1' } });
  });
}

test('an ApplicationSet syncs all folders of a wave before those of the next one, as many at once as that says', () => {
  const hub = argoCd({ repository, hub: true, applicationSet: true });
  const tree = synthesized((outdir) =>
    fleet({ hub: [hub], b: [spoke, rest], a: [spoke, canary], c: [spoke, rest] }, outdir),
  );
  try {
    const set: unknown = parse(
      readFileSync(join(tree.outdir, 'dev/hub/argocd/applicationset.hub--clusters.k8s.yaml'), 'utf8'),
    );
    if (!isJsonObject(set)) throw new Error('no ApplicationSet');
    const { generators, strategy } = set.spec as {
      generators: [{ list: { elements: { name: string; step: string }[] } }];
      strategy: object;
    };
    const steps = Object.fromEntries(generators[0].list.elements.map(({ name, step }) => [name, step]));
    expect(steps).toEqual({
      'a--cluster': '0',
      'a-shop': '1',
      'b--cluster': '2',
      'b-shop': '3',
      'c--cluster': '2',
      'c-shop': '3',
    });
    const step = (value: string) => ({
      matchExpressions: [{ key: 'cdk8s-blueprints.dev/step', operator: 'In', values: [value] }],
    });
    expect(strategy).toEqual({
      type: 'RollingSync',
      rollingSync: {
        steps: [step('0'), step('1'), { ...step('2'), maxUpdate: '25%' }, { ...step('3'), maxUpdate: '25%' }],
      },
    });
    const list = readFileSync(join(tree.outdir, '.inventory/gitops.json'), 'utf8');
    expect(list).toMatch(/"cluster":"b".*"wave":"rest"/);
  } finally {
    tree.remove();
  }
});

const on = (revision: string) => flux({ repository: { ...repository, revision } });
test('clusters that follow branches of their own are held back by these', () => {
  expect(() => fleet({ a: [on('wave/canary'), canary], b: [on('wave/rest'), rest] })).not.toThrow();
});

test.each<[string, Parameters<typeof fleet>[0], RegExp]>([
  [
    'that nothing holds back',
    { a: [on('main'), canary], b: [on('main'), rest] },
    /wave\.after[^]*nothing holds b back until the wave "canary"[^]*"wave\/rest"/,
  ],
  [
    'after one that is not there',
    { b: [on('main'), { name: 'rest', after: 'cannary' }], a: [on('x'), canary] },
    /Not found: "cannary"[^]*write "canary"/,
  ],
  [
    'that is two',
    { a: [on('a'), canary], b: [on('b'), rest], c: [on('c'), { ...rest, maxUpdate: 1 }] },
    /the wave "rest" is another one in b/,
  ],
  [
    'in a circle',
    { a: [on('a'), { name: 'x', after: 'y' }], b: [on('b'), { name: 'y', after: 'x' }] },
    /in a circle: x after y after x/,
  ],
  ['without a name', { a: [on('a'), {} as Wave] }, /wave\.name[^]*Required/],
  ['with a share that is none', { a: [on('a'), { name: 'x', maxUpdate: 'some' }] }, /wave\.maxUpdate/],
])('a wave %s is refused', (_, clusters, message) => {
  expect(() => fleet(clusters)).toThrow(message);
});
