import '../../lib/testing';
import { readManifests } from '../../lib/reader/read-manifests';
import { deployment, statefulSet } from '../plan/workloads';
import { failureOf, treeOf } from './tree-of';

const tree = (text: string, cluster?: string) =>
  treeOf(
    readManifests('a.yaml', text).manifests.map(({ manifest }) => manifest),
    cluster,
  );
const before = tree(deployment);
const rolled = tree(deployment.replace('web:1', 'web:2'));
const rejected = tree(deployment.replaceAll('app: web', 'app: shop'));

describe('toPlanNo', () => {
  test('passes where nothing of the kind happens, and fails with what does', () => {
    expect(rolled).toPlanNo('recreated', { before });
    expect(rolled).toPlanNo(['rejected', 'deleted', 'dangerous'], { before });
    expect(rolled).not.toPlanNo('rolls', { before });
    const failure = failureOf(() => {
      expect(rolled).toPlanNo(['rolls', 'recreated'], { before });
    });
    expect(failure).toContain('expected nothing to be rolls or recreated');
    expect(failure).toContain('rolls      Deployment shop/web  3 pods, 1 at a time');
    expect(failure).toContain('boutique/web');
  });

  test('knows what is dangerous, and data at risk', () => {
    expect(rejected).not.toPlanNo('dangerous', { before });
    const claims = statefulSet.replace(
      'replicas: 3',
      'replicas: 3\n  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }',
    );
    const fewer = claims.replace('replicas: 3', 'replicas: 2');
    expect(tree(fewer)).not.toPlanNo('data-at-risk', { before: tree(claims) });
    expect(tree(fewer)).toPlanNo(['rejected', 'rolls'], { before: tree(claims) });
  });

  test('minds an empty tree', () => {
    expect(tree('')).not.toPlanNo('dangerous', { before });
    expect(tree('')).toPlanNo('rolls', { before });
  });

  test('compares each cluster with its own tree, and a new cluster with none', () => {
    const next = [tree(deployment.replace('web:1', 'web:2'), 'a'), tree(deployment, 'b')];
    expect(next).not.toPlanNo('rolls', { before: [tree(deployment, 'a')] });
    expect(next).toPlanNo('rolls', { before: [tree(deployment, 'b')] });
    expect(next).not.toPlanNo('created', { before: [tree(deployment, 'b')] });
  });

  test('passes neither way where a rejection cannot be decided', () => {
    const thing = (size: number) =>
      tree(
        `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a, namespace: shop }\nspec: { size: ${size} }\n`,
      );
    expect(thing(2)).toPlanNo('rolls', { before: thing(1) });
    expect(
      failureOf(() => {
        expect(thing(2)).toPlanNo('rejected', { before: thing(1) });
      }),
    ).toContain('not decided');
    expect(
      failureOf(() => {
        expect(thing(2)).not.toPlanNo('rejected', { before: thing(1) });
      }),
    ).toContain('expected some to be rejected');
  });

  test('names what it can be asked for, and wants a tree before', () => {
    const wrong: unknown = 'recreate';
    expect(() => {
      expect(rolled).toPlanNo(wrong as 'recreated', { before });
    }).toThrow('toPlanNo: "recreate": must be of dangerous, data-at-risk, rejected, recreated');
    const none: unknown = undefined;
    expect(() => {
      expect(rolled).toPlanNo('rolls', none as { before: [] });
    }).toThrow('expected a tree');
  });
});
