import { Contributions } from '../../lib/model/contributions';

const cart = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'cart' };

test.each([
  ['labels', 'label team'],
  ['annotations', 'annotation team'],
] as const)('two values for one key of %s throw, and name both who want them', (field, what) => {
  const contributions = new Contributions();
  contributions.add(cart, 'pods', 'the mesh', { [field]: { team: 'a' } });
  const second = () => contributions.add(cart, 'pods', 'the guard rail', { [field]: { team: 'b' } });
  expect(second).toThrow(what);
  expect(second).toThrow('the mesh');
  expect(second).toThrow('the guard rail');
});

test('the same value from two, and different values in two places, are no conflict', () => {
  const contributions = new Contributions();
  contributions.add(cart, 'pods', 'one', { labels: { team: 'a' }, annotations: { team: 'c' } });
  contributions.add(cart, 'pods', 'two', { labels: { team: 'a' } });
  contributions.add(cart, 'object', 'two', { labels: { team: 'b' } });
  contributions.add({ ...cart, name: 'ads' }, 'pods', 'two', { labels: { team: 'd' } });
  expect(contributions.for(cart, 'pods')).toEqual({
    labels: { team: 'a' },
    annotations: { team: 'c' },
    serviceAccountToken: false,
  });
  expect(contributions.for(cart, 'object')?.labels).toEqual({ team: 'b' });
  expect(contributions.objects()).toHaveLength(2);
});

test('a token that one asks for stays, whatever others ask for', () => {
  const contributions = new Contributions();
  contributions.add(cart, 'pods', 'one', { serviceAccountToken: true });
  contributions.add(cart, 'pods', 'two', {});
  expect(contributions.for(cart, 'pods')?.serviceAccountToken).toBe(true);
  expect(contributions.for(cart, 'object')).toBeUndefined();
});
