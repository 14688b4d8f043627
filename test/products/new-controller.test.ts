import type { Controller } from '../../lib/products/controllers/controller';

const widgets: Controller = {
  workloads: [
    {
      group: 'widgets.example.com',
      kind: 'WidgetSet',
      template: ['spec', 'widget', 'template'],
      isLongRunning: true,
      isScalable: true,
      isRolling: true,
      surge: () => '100%',
      added: () => ({ unknown: ['widgets.example.com/hash'] }),
    },
  ],
  autoscalers: [
    {
      group: 'widgets.example.com',
      kind: 'WidgetScaler',
      direction: 'horizontal',
      target: 'widgetRef',
      range: { minimum: 'fewest', defaultMinimum: 2, maximum: 'most', defaultMaximum: 9 },
      behavior: [],
    },
  ],
  labelsOnAnyPod: ['widgets.example.com/on-any'],
};

/** The library with one controller more in its list. */
async function withWidgets() {
  jest.resetModules();
  const path = '../../lib/products/controllers/controllers';
  const known = jest.requireActual<{ readonly controllers: readonly Controller[] }>(path);
  jest.doMock(path, () => ({ controllers: [...known.controllers, widgets] }));
  return {
    ...(await import('../../lib/manifest/objects/manifest-set.js')),
    ...(await import('../../lib/manifest/pods/pod-template.js')),
    ...(await import('../../lib/manifest/pods/replica-range.js')),
    ...(await import('../../lib/manifest/pods/selected-pods.js')),
    ...(await import('../../lib/capacity/demand/replicas-at-most.js')),
    ...(await import('../../lib/checks/all-checks.js')),
  };
}

afterAll(() => jest.dontMock('../../lib/products/controllers/controllers').resetModules());

describe('a controller that is added to the list of its records', () => {
  const metadata = { name: 'a', namespace: 'shop' };
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [] } };
  const apiVersion = 'widgets.example.com/v1';
  const set = { manifest: { apiVersion, kind: 'WidgetSet', metadata, spec: { replicas: 3, widget: { template } } } };
  const widgetRef = { apiVersion, kind: 'WidgetSet', name: 'a' };
  const scaler = { manifest: { apiVersion, kind: 'WidgetScaler', metadata, spec: { widgetRef, most: 4 } } };

  test('makes pods that selectors, policies and checks know', async () => {
    const { ManifestSet, podTemplateOf, extentOf, allChecks } = await withWidgets();
    const pod = podTemplateOf(set);
    if (pod === undefined) throw new Error('no pods');

    expect(pod).toMatchObject({ specPath: 'spec.widget.template.spec', labels: { app: 'a' } });
    expect(new ManifestSet([set]).podsSelectedBy('shop', { matchLabels: { app: 'a' } })).toEqual([pod]);
    for (const key of ['widgets.example.com/hash', 'widgets.example.com/on-any'])
      expect(extentOf([{ matchLabels: { [key]: 'x' } }], pod)).toBe('unknown');
    const visiting = allChecks.filter(({ kinds }) => kinds.includes('widgets.example.com/WidgetSet'));
    expect(visiting.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['no-replicas-with-autoscaler', 'require-readiness-probe', 'require-spread']),
    );
  });

  test('scales, and says how many pods there are while they are replaced', async () => {
    const { ManifestSet, replicaRangeOf, replicasAtMost, allChecks } = await withWidgets();

    expect(replicaRangeOf(new ManifestSet([set]), set)).toMatchObject({ minimum: 3, maximum: 3 });
    expect(replicaRangeOf(new ManifestSet([set, scaler]), set)).toEqual({
      minimum: 2,
      maximum: 4,
      saidBy: 'fewest of WidgetScaler a',
    });
    expect(replicasAtMost(new ManifestSet([set]), set, true)).toBe(6);
    const visiting = allChecks.filter(({ kinds }) => kinds.includes('widgets.example.com/WidgetScaler'));
    expect(visiting.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['unique-autoscaler', 'valid-autoscaler-range', 'require-autoscaler-target']),
    );
  });
});
