import { settingDigest, type RecordedSetting } from '../../lib/fleet/recorded-settings';
import { planned, plannedTrees } from './planned';
import { deployment } from './workloads';

const setting = (path: string, layer: string, value: unknown): RecordedSetting => ({
  path,
  layer,
  sha256: settingDigest(value) ?? '',
});

describe('a change that follows a setting', () => {
  test('names the setting and its layer, where the whole value is the setting', () => {
    const plan = planned(deployment, deployment.replace('replicas: 3', 'replicas: 5'), {
      settings: [[setting('replicas.web', 'base', 3)], [setting('replicas.web', 'region eu-west-1', 5)]],
    });
    expect(plan.reasons).toEqual(['2 more pods', 'spec.replicas: as setting replicas.web in region eu-west-1 does']);
  });

  test('names it where one word of an image or a line is the setting', () => {
    const plan = planned(deployment, deployment.replace('web:1', 'web:2'), {
      settings: [[setting('version', 'base', '1')], [setting('version', 'environment prod', '2')]],
    });
    expect(plan.reasons).toContain(
      'spec.template.spec.containers[server].image: as setting version in environment prod does',
    );
  });

  test('is traced through the hash of a ConfigMap to the pods that restart', () => {
    const tree = (name: string, level: string) =>
      deployment.replace(
        'image: example.com/web:1',
        `image: example.com/web:1\n          envFrom:\n            - configMapRef: { name: ${name} }`,
      ) +
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { app.properties: "color=red\\nlevel=${level}" }\n`;
    const { objects } = plannedTrees(tree('settings-abc12', 'debug'), tree('settings-def34', 'info'), {
      settings: [
        [setting('log.level', 'region eu-west-1', 'debug')],
        [setting('log.level', 'region eu-west-1', 'info')],
      ],
    });
    expect(objects.find(({ verdict }) => verdict === 'rolls')?.reasons[0]).toBe(
      'ConfigMap settings-abc12 became settings-def34: app.properties (as setting log.level in region eu-west-1 does)',
    );
  });

  test('names every setting that changes alike, and none whose values are others', () => {
    const plan = planned(deployment, deployment.replace('replicas: 3', 'replicas: 5'), {
      settings: [
        [setting('a', 'base', 3), setting('b', 'base', 3), setting('c', 'base', 3)],
        [setting('a', 'base', 5), setting('b', 'base', 5), setting('c', 'base', 6)],
      ],
    });
    expect(plan.reasons[1]).toBe('spec.replicas: as settings a in base, b in base do');
  });
});

test('settings that change are listed, by what becomes of value and layer', () => {
  const { effects } = plannedTrees(deployment, deployment, {
    settings: [
      [setting('a', 'base', 1), setting('b', 'base', 1), setting('c', 'base', 1), setting('d', 'base', 1)],
      [setting('a', 'base', 2), setting('b', 'cluster x', 1), setting('d', 'base', 1), setting('e', 'base', 1)],
    ],
  });
  expect(effects.map(({ topic, sign, text }) => `${topic} ${sign} ${text}`)).toEqual([
    'settings ~ a: another value in base',
    'settings ~ b: the same value, from cluster x and no longer from base',
    'settings - c, before in base',
    'settings + e, in base',
  ]);
});
