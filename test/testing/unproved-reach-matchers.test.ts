import '../../lib/testing';
import { ciliumNetworkPolicy, deployment } from '../reach/tree';
import { failureOf, treeOf } from './tree-of';

const on443 = { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] };
const closed = {
  endpointSelector: {},
  ingress: [{}],
  egress: [{ toFQDNs: [{ matchName: 'api.stripe.com' }], ...on443 }],
};
const tree = treeOf([deployment('shop/a'), ciliumNetworkPolicy('shop/a', closed)]);
const calico = treeOf([
  deployment('demo/web'),
  deployment('demo/db'),
  { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'deny-all' }, spec: {} },
]);

test('an address that a DNS name may stand for is not proved to be denied, nor to be allowed', () => {
  const edge = { from: 'shop/a', to: '3.4.5.6', port: 443 };
  const said = 'unproved: TCP 443\n    CiliumNetworkPolicy shop/a spec.egress[0].toFQDNs[0]';
  expect(failureOf(() => expect(tree).toDeny(edge))).toContain(said);
  expect(failureOf(() => expect(tree).toAllow(edge))).toContain(said);
  expect(failureOf(() => expect(tree).not.toDeny(edge))).toContain(said);
  expect(failureOf(() => expect(tree).not.toAllow(edge))).toContain(said);
});

test('ports that no rule names stay proved', () => {
  expect(tree).toDeny({ from: 'shop/a', to: '0.0.0.0/0', port: 80 });
});

test('an edge may name the host itself', () => {
  expect(tree).toAllow({ from: 'shop/a', to: 'api.stripe.com', port: 443 });
  expect(tree).toDeny({ from: 'shop/a', to: 'api.stripe.com', port: 80 });
  expect(tree).toDeny({ from: 'shop/a', to: 'example.com' });
});

test('a pattern stands for each name that it matches', () => {
  const egress = [{ toFQDNs: [{ matchPattern: '*.example.com' }], ...on443 }];
  const open = treeOf([deployment('shop/a'), ciliumNetworkPolicy('shop/a', { ...closed, egress })]);
  expect(open).toAllow({ from: 'shop/a', to: 'api.example.com', port: 443 });
  expect(open).toDeny({ from: 'shop/a', to: 'example.com', port: 443 });
  expect(open).toOnlyAllow([{ from: 'shop/a', to: '*.example.com', port: 443 }]);
});

test('the whole set of edges names the hosts, too', () => {
  expect(tree).toOnlyAllow([{ from: 'shop/a', to: 'api.stripe.com', port: 443 }]);
  expect(failureOf(() => expect(tree).toOnlyAllow([]))).toContain(
    'Unproved, unless an edge names it:\n  Deployment shop/a: CiliumNetworkPolicy shop/a spec.egress[0].toFQDNs[0]: api.stripe.com',
  );
});

test('an entity is named by its word', () => {
  const ingress = [{ fromEntities: ['kube-apiserver'], ...on443 }];
  const hook = treeOf([
    deployment('shop/a'),
    ciliumNetworkPolicy('shop/a', { endpointSelector: {}, ingress, egress: [{}] }),
  ]);
  expect(hook).toOnlyAllow([{ from: 'entity:kube-apiserver', to: 'shop/a', port: 443 }]);
  expect(() => expect(hook).toOnlyAllow([])).toThrow('spec.ingress[0].fromEntities[0]: entity:kube-apiserver');
  expect(() => expect(hook).toDeny({ from: '0.0.0.0/0', to: 'shop/a' })).toThrow('unproved: TCP 443');
});

test('what a rule of unknown peers may deny is not proved to be allowed', () => {
  const deny = {
    endpointSelector: {},
    egressDeny: [{ toGroups: [{ aws: {} }] }],
    enableDefaultDeny: { egress: false },
  };
  const open = treeOf([deployment('shop/a'), ciliumNetworkPolicy('shop/a', deny)]);
  expect(() => expect(open).toAllow({ from: 'shop/a', to: '3.4.5.6' })).toThrow('egressDeny[0].toGroups[0]');
});

test('a policy that is not modelled leaves every answer about its pods unproved', () => {
  const edge = { from: 'demo/web', to: 'demo/db', port: 5432 };
  const said = 'GlobalNetworkPolicy deny-all (projectcalico.org/v3) is not modelled';
  expect(() => expect(calico).toAllow(edge)).toThrow(said);
  expect(() => expect(calico).toDeny(edge)).toThrow(said);
  expect(() => expect(calico).not.toAllow(edge)).toThrow(said);
  expect(() => expect(calico).toOnlyAllow([])).toThrow(said);
});
