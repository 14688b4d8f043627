import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Cluster, ClusterScope, Environment, Settings } from '../../lib';
import { rejection } from '../rejection';

interface Values {
  readonly replicas: number;
  readonly images: { readonly cart: string; readonly ads: string };
  readonly hosts: readonly string[];
  readonly timeout?: Duration;
}

const base: Values = { replicas: 1, images: { cart: 'cart:1', ads: 'ads:1' }, hosts: ['a.example', 'b.example'] };
const prod = new Environment('prod', { tier: 'production' });
const euw1 = new Cluster('prod-euw1', { environment: prod, region: 'eu-west-1', kubernetesVersion: '1.33' });
const use1 = new Cluster('prod-use1', { environment: prod, region: 'us-east-1', kubernetesVersion: '1.33' });

const layered = new Settings<Values>(
  {
    base,
    environments: { prod: { replicas: 2, images: { cart: 'cart:2' } } },
    regions: { 'eu-west-1': { images: { cart: 'cart:2-eu' }, hosts: ['eu.example'] } },
    clusters: { 'prod-euw1': { replicas: 0 } },
  },
  [euw1, use1],
);

test('cluster wins over region, region over environment, environment over base', () => {
  expect(layered.for(euw1)).toEqual({
    replicas: 0,
    images: { cart: 'cart:2-eu', ads: 'ads:1' },
    hosts: ['eu.example'],
  });
  expect(layered.for(use1)).toEqual({ replicas: 2, images: { cart: 'cart:2', ads: 'ads:1' }, hosts: base.hosts });
});

test('a construct gets the settings of the cluster that it is rendered for', () => {
  expect(layered.for(new Construct(new ClusterScope(euw1), 'app'))).toEqual(layered.for(euw1));
});

test('a layer changes no other, and not the base', () => {
  layered.for(euw1);
  expect(base.images.cart).toBe('cart:1');
});

test('a class instance is one value', () => {
  const settings = new Settings<Values>({
    base: { ...base, timeout: Duration.seconds(1) },
    environments: { prod: { timeout: Duration.seconds(9) } },
  });
  expect(settings.for(euw1).timeout?.toSeconds()).toBe(9);
});

test('explains which layer a value comes from, and what it replaced', () => {
  expect(layered.explain(euw1, 'images.cart')).toEqual({
    value: 'cart:2-eu',
    layer: 'region eu-west-1',
    history: [
      { layer: 'base', value: 'cart:1' },
      { layer: 'environment prod', value: 'cart:2' },
      { layer: 'region eu-west-1', value: 'cart:2-eu' },
    ],
  });
  expect(layered.explain(use1, 'images.ads')).toMatchObject({ value: 'ads:1', layer: 'base' });
  expect(layered.explain(euw1, 'replicas')).toMatchObject({ value: 0, layer: 'cluster prod-euw1' });
});

test('explains a group of settings by what it is after all layers', () => {
  expect(layered.explain(use1, 'images')).toMatchObject({
    value: { cart: 'cart:2', ads: 'ads:1' },
    layer: 'environment prod',
  });
});

test.each(['images.crat', 'constructor', 'images.cart.length', ''])(
  'refuses to explain %j, which has no value',
  (path) => {
    expect(() => layered.explain(use1, path)).toThrow(
      rejection(
        'Settings prod-use1',
        '',
        `Not found: "${path}": must be one of "replicas", "images", "images.cart", "images.ads", "hosts"`,
      ),
    );
  },
);

test.each([
  ['environments', { environments: { prd: {} } }, '"prod"'],
  ['regions', { regions: { prd: {} } }, '"eu-west-1", "us-east-1"'],
  ['clusters', { clusters: { prd: {} } }, '"prod-euw1", "prod-use1"'],
])('refuses a layer of %s that the fleet does not have', (what, layers, known) => {
  expect(() => new Settings<Values>({ base, ...layers }, [euw1, use1])).toThrow(
    rejection('Settings', what, `Not found: "prd": must be one of ${known}`),
  );
});

test('what is explained is what is used, whatever the layers say', () => {
  const layer = fc.record({ replicas: fc.nat(), images: fc.record({ cart: fc.string() }) }, { requiredKeys: [] });
  fc.assert(
    fc.property(layer, layer, layer, (environment, region, cluster) => {
      const settings = new Settings<Values>({
        base,
        environments: { prod: environment },
        regions: { 'eu-west-1': region },
        clusters: { 'prod-euw1': cluster },
      });
      const { replicas, images } = settings.for(euw1);
      expect(settings.explain(euw1, 'replicas').history.at(-1)?.value).toBe(replicas);
      expect(settings.explain(euw1, 'images.cart').history.at(-1)?.value).toBe(images.cart);
      expect(images.ads).toBe('ads:1');
    }),
  );
});

test('names that every object inherits are names like any other', () => {
  const cluster = new Cluster('valueof', { environment: new Environment('constructor'), kubernetesVersion: '1.33' });
  const layer = Object.fromEntries([['__proto__', { image: 'b' }]]);
  const settings = new Settings<object>({ base: { images: {} }, clusters: { valueof: { images: layer } } });
  expect(JSON.stringify(settings.for(cluster))).toBe('{"images":{"__proto__":{"image":"b"}}}');
});

test('a key with dots in it can be explained', () => {
  const cluster = new Cluster('test', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
  const settings = new Settings({ base: { labels: { 'example.com/team': 'a', example: 'b' } } });
  expect(settings.explain(cluster, 'labels.example.com/team')).toMatchObject({ value: 'a', layer: 'base' });
  expect(settings.explain(cluster, 'labels.example')).toMatchObject({ value: 'b' });
});

test.each([
  ['a mistyped setting', { replcias: 3 }, 'environments.prod.replcias', 'write "replicas"'],
  ['one in a group', { images: { crat: 'cart:3' } }, 'environments.prod.images.crat', 'write "cart"'],
  ['one that no base has', { flags: true }, 'environments.prod.flags', 'say "flags" in the base, too'],
])('refuses %s, which JavaScript lets through', (_, layer, path, fix) => {
  const layers: object = { environments: { prod: layer } };
  const settings = () => new Settings<Values>({ base, ...layers });
  expect(settings).toThrow(`error  valid-declaration  Settings  ${path}\n  unknown setting; the base has `);
  expect(settings).toThrow(`fix:  ${fix}`);
});

test('a map that is empty in the base takes any names', () => {
  const settings = new Settings<{ labels: Record<string, string> }>({
    base: { labels: {} },
    clusters: { 'prod-euw1': { labels: { team: 'shop' } } },
  });
  expect(settings.for(euw1).labels).toEqual({ team: 'shop' });
});

test('a layer that is another case of a setting has the fields of that case', () => {
  type Entry = { readonly type: 'none' } | { readonly type: 'gateway'; readonly host: string };
  const settings = new Settings<{ entry: Entry }>({
    base: { entry: { type: 'none' } },
    clusters: { 'prod-euw1': { entry: { type: 'gateway', host: 'shop.example' } } },
  });
  expect(settings.for(euw1).entry).toEqual({ type: 'gateway', host: 'shop.example' });
});
