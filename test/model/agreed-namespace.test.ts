import { agreedNamespace } from '../../lib/model/agreed-namespace';
import type { NamespaceModel } from '../../lib/model/namespace-model';

const minimal: NamespaceModel = {
  name: 'shop',
  origin: 'a',
  chart: 'a',
  objectLabels: {},
  create: false,
  podSecurity: 'restricted',
  isolated: true,
  labels: {},
  annotations: {},
};

describe('what charts say of one namespace', () => {
  test('belongs to the chart that makes the Namespace object, whatever the order', () => {
    const maker = { ...minimal, origin: 'b', create: true };
    expect(agreedNamespace(minimal, [maker]).namespace.origin).toBe('b');
    expect(agreedNamespace(maker, [minimal]).namespace.origin).toBe('b');
  });

  test('belongs to the first by path of several that make it', () => {
    const [one, other] = [
      { ...minimal, create: true },
      { ...minimal, origin: 'b', create: true },
    ];
    expect(agreedNamespace(other, [one]).namespace.origin).toBe('a');
  });

  test('is the labels and annotations of all of them together', () => {
    const { namespace, conflicts } = agreedNamespace(
      { ...minimal, labels: { team: 'a' }, annotations: { owner: 'x' } },
      [{ ...minimal, origin: 'b', labels: { tier: 'b' } }],
    );
    expect(namespace).toMatchObject({ labels: { team: 'a', tier: 'b' }, annotations: { owner: 'x' } });
    expect(conflicts).toEqual([]);
  });

  test.each<[string, Partial<NamespaceModel>, string, string]>([
    ['podSecurity', { podSecurity: 'baseline' }, 'restricted', 'baseline'],
    ['isolated', { isolated: false }, 'true', 'false'],
    ['metadata.labels[team]', { labels: { team: 'b' } }, 'a', 'b'],
    ['metadata.annotations[owner]', { annotations: { owner: 'y' } }, 'x', 'y'],
  ])('contradicts itself at %s: both charts are named, the owner first', (path, said, own, others) => {
    const owner = { ...minimal, create: true, labels: { team: 'a' }, annotations: { owner: 'x' } };
    const other = { ...owner, origin: 'b', create: false, ...said };
    const { namespace, conflicts } = agreedNamespace(other, [owner]);
    expect(conflicts).toEqual([
      {
        namespace: 'shop',
        path,
        said: [
          { origin: 'a', value: own },
          { origin: 'b', value: others },
        ],
      },
    ]);
    expect(namespace).toMatchObject({ origin: 'a', labels: { team: 'a' }, annotations: { owner: 'x' } });
  });
});
