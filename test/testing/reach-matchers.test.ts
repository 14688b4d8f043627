import '../../lib/testing';
import { deployment, networkPolicy } from '../reach/tree';
import { failureOf, treeOf } from './tree-of';

const cart = networkPolicy('boutique/cart', {
  podSelector: { matchLabels: { app: 'cart' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 7070 }] }],
  egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443 }] }],
});
const deny = networkPolicy('boutique/deny', {
  podSelector: { matchLabels: { app: 'ads' } },
  policyTypes: ['Ingress', 'Egress'],
});
const web = networkPolicy('boutique/web', {
  podSelector: { matchLabels: { app: 'web' } },
  policyTypes: ['Ingress', 'Egress'],
  egress: [{ to: [{ podSelector: {} }] }],
});
const tree = treeOf([
  deployment('boutique/web'),
  deployment('boutique/cart'),
  deployment('boutique/ads'),
  cart,
  deny,
  web,
]);
const edges = [
  { from: 'boutique/web', to: 'boutique/cart', port: 7070 },
  { from: 'boutique/cart', to: '10.0.0.0/8', port: 443 },
];

describe('toAllow', () => {
  test('passes for what policies let through', () => {
    expect(tree).toAllow({ from: 'boutique/web', to: 'boutique/cart', port: 7070 });
    expect(tree).not.toAllow({ from: 'boutique/web', to: 'boutique/cart', port: 7071 });
  });
  test('fails where one port of several is closed, and says which rules decide', () => {
    const edge = { from: 'boutique/web', to: 'boutique/cart', port: [7070, '53/UDP'] };
    expect(failureOf(() => expect(tree).toAllow(edge))).toBe(
      [
        'expected test to allow boutique/web → boutique/cart: TCP 7070, UDP 53',
        '',
        'boutique/web → boutique/cart: TCP 7070',
        '  egress of Deployment boutique/web',
        '    allows TCP 7070, UDP 53: NetworkPolicy boutique/web spec.egress[0]',
        '  ingress of Deployment boutique/cart',
        '    allows TCP 7070: NetworkPolicy boutique/cart spec.ingress[0]',
        '    denies UDP 53: no rule allows it, and it is isolated by NetworkPolicy boutique/cart spec.podSelector',
        '',
      ].join('\n'),
    );
  });
  test('fails where some addresses of a range are closed', () => {
    expect(() => expect(tree).toAllow({ from: 'boutique/cart', to: '10.0.0.0/7', port: 443 })).toThrow('to allow');
  });
  test('throws for an unknown workload and for a port that is none', () => {
    expect(() => expect(tree).toAllow({ from: 'boutique/x', to: 'boutique/cart' })).toThrow('No workload is named');
    expect(() => expect(tree).toAllow({ from: 'boutique/web', to: 'boutique/cart', port: 0 })).toThrow('port 0');
  });
});

describe('toDeny', () => {
  test('passes where nothing gets through', () => {
    expect(tree).toDeny({ from: 'boutique/ads', to: 'boutique/cart', port: 7070 });
    expect(tree).not.toDeny({ from: 'boutique/web', to: 'boutique/cart' });
  });
  test('fails where one address of a range gets through, and says by which rule', () => {
    const message = failureOf(() => expect(tree).toDeny({ from: 'boutique/cart', to: '0.0.0.0/0', port: 443 }));
    expect(message).toContain('to deny boutique/cart → 0.0.0.0/0: TCP 443');
    expect(message).toContain('allows TCP 443: NetworkPolicy boutique/cart spec.egress[0]');
  });
});

describe('toOnlyAllow', () => {
  test('passes for the whole set of edges', () => {
    expect(tree).toOnlyAllow(edges);
  });
  test('fails for an edge that is not allowed, and says why', () => {
    const more = [...edges, { from: 'boutique/ads', to: 'boutique/cart', port: 7070 }];
    const message = failureOf(() => expect(tree).toOnlyAllow(more));
    expect(message).toContain('Not allowed:\n  boutique/ads → boutique/cart: TCP 7070\n');
    expect(message).toContain('isolated by NetworkPolicy boutique/deny spec.podSelector');
  });
  test('fails for an edge that was not stated, and says by which rules', () => {
    expect(failureOf(() => expect(tree).toOnlyAllow(edges.slice(1)))).toContain(
      [
        'Allowed as well:',
        '  boutique/web (Deployment) → boutique/cart (Deployment): TCP 7070',
        '    NetworkPolicy boutique/web spec.egress[0]',
        '    NetworkPolicy boutique/cart spec.ingress[0]',
        '',
      ].join('\n'),
    );
  });
  test('fails for ports beyond those that were stated', () => {
    const open = treeOf([deployment('boutique/web'), deployment('boutique/cart'), cart, deny]);
    expect(() => expect(open).toOnlyAllow(edges)).toThrow('boutique/web (Deployment) → 0.0.0.0-255.255.255.255');
  });
  test('cannot be negated', () => {
    expect(() => expect(tree).not.toOnlyAllow([])).toThrow('would accept everything');
  });
});
