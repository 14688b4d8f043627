import { CheckCache } from '../../../lib/checks/incremental/check-cache';
import { runChecks } from '../../../lib/checks/run-checks';
import type { LocatedManifest, Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { rememberWritten, writtenAt } from '../../../lib/manifest/objects/written-scalar';
import { outlineOf } from '../../../lib/manifest/pods/outline';
import { facts } from '../../checks/facts';

const deployment = (name: string, container: object = {}): LocatedManifest => ({
  file: `${name}.yaml`,
  manifest: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: 'example.com/a:1', ports: [{ containerPort: 8080 }], ...container }] },
      },
    },
  },
});

const policy = (name: string): LocatedManifest => ({
  manifest: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: name } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 8080 }] }],
    },
  },
});

const configMap: LocatedManifest = {
  manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cart', namespace: 'shop' }, data: {} },
};

test('an outline keeps names and ports of containers and all that is said of the pods, and where the object is from', () => {
  const { manifest, file } = outlineOf(deployment('cart', { restartPolicy: 'Always', env: [] }));
  const { image: _, ...kept } = { name: 'cart', image: '', ports: [{ containerPort: 8080 }], restartPolicy: 'Always' };
  const template = { metadata: { labels: { app: 'cart' } }, spec: { containers: [kept] } };
  expect(file).toBe('cart.yaml');
  expect(manifest).toEqual({
    ...deployment('cart').manifest,
    spec: { selector: { matchLabels: { app: 'cart' } }, template },
  });
});

test('what makes no pods, and an outline, is its own outline', () => {
  const outline = outlineOf(deployment('cart'));
  expect(outlineOf(configMap)).toBe(configMap);
  expect(outlineOf(outline)).toBe(outline);
  const set = new ManifestSet([configMap]);
  expect(set.outlines).toBe(set);
});

test('an outline knows how its values were written', () => {
  const { manifest } = deployment('cart', { name: 1.2 });
  const path = ['spec', 'template', 'spec', 'containers', 0];
  const container = path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), manifest);
  rememberWritten(Object(container) as object, 'name', '1.20');
  rememberWritten(Object(container) as object, 'image', '1.10');
  const outline: Manifest = outlineOf({ manifest }).manifest;
  expect(writtenAt(outline, [...path, 'name'])).toBe('1.20');
  expect(writtenAt(outline, [...path, 'image'])).toBeUndefined();
});

test('a malformed template has an outline', () => {
  for (const containers of [null, 'text', [null, 'text', []], {}]) {
    const { manifest } = deployment('cart');
    const malformed = { manifest: { ...manifest, spec: { template: { spec: { containers } } } } };
    expect(outlineOf(malformed).manifest).toEqual(malformed.manifest);
  }
});

test('another image is no reason to judge a network policy again, another port is', () => {
  const names = ['cart', 'ads', 'mail', 'shop'];
  const judgedAgain = (edit: object) => {
    const cache = new CheckCache('1');
    const tree = (container?: object) => [
      deployment('cart', container),
      ...names.slice(1).map((name) => deployment(name)),
      ...names.map(policy),
    ];
    const options = { cluster: facts(), profile: 'strict', cache } as const;
    runChecks({ ...options, manifests: tree() });
    return names.length * 2 - runChecks({ ...options, manifests: tree(edit) }).reused;
  };
  // The workload itself, and the policy that selects it.
  expect(judgedAgain({ image: 'example.com/a:2' })).toBeLessThanOrEqual(2);
  expect(judgedAgain({ ports: [{ containerPort: 9090 }] })).toBeGreaterThanOrEqual(names.length);
});
