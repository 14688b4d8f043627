import { findDrift, formatDrift } from './drift';

const paths = (...[sent, returned]: Parameters<typeof findDrift>): string[] =>
  findDrift(sent, returned).map((drift) => `${drift.path}: ${formatDrift(drift)}`);

test('what the server adds is no drift', () => {
  expect(paths({ spec: { replicas: 1 } }, { spec: { replicas: 1, paused: false }, status: {} })).toEqual([]);
  expect(paths({ ports: [{ port: 80 }] }, { ports: [{ port: 80, protocol: 'TCP' }] })).toEqual([]);
});

test('a value that is gone or another one is named by its path, as the server writes it', () => {
  const sent = { metadata: { labels: { 'app.kubernetes.io/name': 'cart' } }, spec: { items: [{ cpu: '1000m' }] } };
  const returned = { metadata: { labels: {} }, spec: { items: [{ cpu: '1' }] } };
  expect(paths(sent, returned)).toEqual([
    'metadata.labels[app.kubernetes.io/name]: "cart" was sent and is gone',
    'spec.items[0].cpu: "1000m" was sent and came back as "1"',
  ]);
});

test.each([
  ['zero', 0, undefined],
  ['an empty map', {}, undefined],
  ['an empty list', [], undefined],
  ['null', null, undefined],
  ['a number that became text', 1, '1'],
  ['a list that became shorter', ['a', 'a'], ['a']],
  ['a list in another order', ['a', 'b'], ['b', 'a']],
  ['a map that became a list', {}, []],
])('%s counts as any other value', (_, sent, returned) => {
  expect(findDrift({ field: sent }, returned === undefined ? {} : { field: returned })).not.toEqual([]);
});
