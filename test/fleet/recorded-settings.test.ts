import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterChart, Environment, Fleet, Settings } from '../../lib';
import { recordedSettings, recordSettings, settingDigest } from '../../lib/fleet/recorded-settings';

const prod = new Environment('prod', { tier: 'production' });
const euw1 = new Cluster('prod-euw1', { environment: prod, region: 'eu-west-1', kubernetesVersion: '1.33' });
interface Values {
  readonly replicas: number;
  readonly images: { readonly cart: string; readonly ads: string };
  readonly entry: { readonly type: string; readonly port?: number; readonly host?: string };
}
const settings = new Settings<Values>({
  base: { replicas: 1, images: { cart: 'cart:1', ads: 'ads:1' }, entry: { type: 'none' } },
  environments: { prod: { replicas: 2 } },
  regions: { 'eu-west-1': { images: { cart: 'cart:2' }, entry: { type: 'ingress', host: 'shop.example' } } },
});

test('every setting that a program asks for is recorded, with its layer and no value', () => {
  recordSettings(euw1);
  settings.for(euw1);
  settings.for(euw1);
  expect(recordedSettings(euw1)).toEqual([
    { path: 'entry.host', layer: 'region eu-west-1', sha256: settingDigest('shop.example') },
    { path: 'entry.type', layer: 'region eu-west-1', sha256: settingDigest('ingress') },
    { path: 'images.ads', layer: 'base', sha256: settingDigest('ads:1') },
    { path: 'images.cart', layer: 'region eu-west-1', sha256: settingDigest('cart:2') },
    { path: 'replicas', layer: 'environment prod', sha256: settingDigest(2) },
  ]);
  expect(JSON.stringify(recordedSettings(euw1))).not.toContain('shop.example');
});

test('what a value replaces is gone, and a map replaces a value', () => {
  const loose = new Settings<object>({
    base: { a: { b: 1, c: 2 }, d: 3 },
    clusters: { 'prod-euw1': { a: 4, d: { e: 5 } } },
  });
  recordSettings(euw1);
  loose.for(euw1);
  expect(recordedSettings(euw1).map(({ path, layer }) => [path, layer])).toEqual([
    ['a', 'cluster prod-euw1'],
    ['d.e', 'cluster prod-euw1'],
  ]);
});

test('nobody records what is asked for before a cluster is rendered, and each synth begins anew', () => {
  recordSettings(euw1);
  settings.for(euw1);
  recordSettings(euw1);
  expect(recordedSettings(euw1)).toEqual([]);
  const other = new Cluster('other', { environment: prod, kubernetesVersion: '1.33' });
  settings.for(other);
  expect(recordedSettings(other)).toEqual([]);
});

test('the inventory of a cluster has its settings, a line each, and none where there are none', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'recorded-settings-'));
  const inventoryOf = (deploy: (cluster: Cluster) => void): string => {
    const fleet = new Fleet({ clusters: [euw1], outdir, graphs: false });
    fleet.deploy((scope) => {
      new ClusterChart(scope, 'shop', { namespace: 'shop' });
      deploy(euw1);
    });
    fleet.synth();
    return readFileSync(join(outdir, '.inventory/prod/prod-euw1.json'), 'utf8');
  };
  try {
    const line = `    {"path":"images.ads","layer":"base","sha256":"${settingDigest('ads:1')}"},\n`;
    expect(inventoryOf((cluster) => settings.for(cluster))).toContain(line);
    expect(inventoryOf(() => undefined)).not.toContain('"settings"');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
