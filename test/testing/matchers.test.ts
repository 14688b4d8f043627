import '../../lib/testing';
import { configMap, failureOf, namespace, orphan, treeOf } from './tree-of';

describe('toPassChecks', () => {
  test('passes a tree without errors', () => {
    expect(treeOf([namespace, configMap('cart')])).toPassChecks();
  });

  test('fails with the report that a person would read', () => {
    const message = failureOf(() => expect(treeOf([namespace, orphan])).toPassChecks());
    expect(message).toMatch(
      /^error {2}require-service-pods {2}Service boutique\/cart {2}spec\.selector\n {2}Invalid value/,
    );
    expect(message).toContain('  from: boutique/cart\n');
  });

  test('fails for warnings when they are not wanted either', () => {
    const tree = treeOf([namespace, { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } }]);
    expect(tree).toPassChecks();
    expect(() => expect(tree).toPassChecks({ severity: 'warning' })).toThrow('require-definition');
  });

  test('takes suppressions', () => {
    const suppressions = [{ check: 'require-service-pods', reason: 'made by an operator', expires: '9999-12-31' }];
    expect(treeOf([namespace, orphan])).toPassChecks({ suppressions });
  });

  test('fails for what rendering found', () => {
    const finding = {
      id: 'unique-object',
      severity: 'error',
      status: 'violated',
      object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' },
      path: 'metadata.name',
      message: 'Duplicate value: "a"',
      fix: 'rename one',
    } as const;
    const tree = { ...treeOf([namespace]), findings: [finding] };
    expect(() => expect(tree).toPassChecks()).toThrow('unique-object');
  });

  test('says what it needs when it is given something else', () => {
    expect(() => expect({}).toPassChecks()).toThrow('expected a tree, such as synthesize(fleet, "prod-euw1")');
    expect(() => expect([]).toPassChecks()).toThrow('expected a tree');
  });
});

describe('toContainObject', () => {
  const tree = treeOf([namespace, configMap('cart', { level: 'debug', color: 'red' })]);

  test('passes when an object has at least the fields', () => {
    expect(tree).toContainObject({ kind: 'ConfigMap', metadata: { name: 'cart' }, data: { level: 'debug' } });
    expect(tree).not.toContainObject({ kind: 'ConfigMap', metadata: { name: 'ads' } });
  });

  test('fails with the names of the same kind and the difference to the nearest', () => {
    const message = failureOf(() =>
      expect(tree).toContainObject({ kind: 'ConfigMap', metadata: { name: 'cart' }, data: { level: 'info' } }),
    );
    expect(message).toContain('There are: ConfigMap boutique/cart.');
    expect(message).toMatch(/-.*"level": "info"[^]*\+.*"level": "debug"/);
  });

  test('every tree of a list must have it', () => {
    expect(() => expect([tree, treeOf([namespace], 'other')]).toContainObject({ kind: 'ConfigMap' })).toThrow(
      'expected an object in other',
    );
  });
});
