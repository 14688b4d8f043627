import { readFolder } from '../../lib';
import { folderOf } from '../cli/run-in-memory';

const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

test.each([
  ['patches', 'patches: [{ path: patch.yaml, target: { kind: ConfigMap } }]'],
  ['patchesStrategicMerge', 'patchesStrategicMerge: [patch.yaml]'],
  ['patchesJson6902', 'patchesJson6902: [{ target: { kind: ConfigMap, name: a }, path: ./patch.yaml }]'],
])('a file that %s of a kustomization names is no object of its own', (_, patches) => {
  const { manifests, findings } = readFolder(
    folderOf({
      'base/a.yaml': object,
      'base/kustomization.yaml': `resources: [a.yaml]\n${patches}\n`,
      'base/patch.yaml': object,
      'other/patch.yaml': object,
    }),
  );
  expect(manifests.map(({ file }) => file)).toEqual(['base/a.yaml', 'other/patch.yaml']);
  expect(findings.filter(({ origin }) => origin === 'base/patch.yaml')).toMatchObject([
    { severity: 'info', status: 'unproved', message: 'Not checked: kustomize puts this file into other objects' },
  ]);
});

test('a patch that is written in place names no file, and a broken kustomization none either', () => {
  const inPlace = 'patches:\n  - patch: |\n      - op: remove\n        path: /data\n';
  const files = { 'a.yaml': object, 'kustomization.yaml': inPlace, 'b/kustomization.yaml': 'patches: [' };
  expect(readFolder(folderOf(files)).manifests).toHaveLength(1);
});
