import { cniFacts } from '../../lib';
import { exampleCluster } from '../example-fleet';

test('a cluster that says nothing has a plugin that enforces all of NetworkPolicy, and nothing beyond', () => {
  expect(exampleCluster().network.cni).toEqual({
    product: 'other',
    networkPolicy: true,
    endPort: true,
    sctp: true,
    ciliumNetworkPolicy: false,
  });
});

test('Cilium knows DNS names, and no SCTP unless the installation turned it on', () => {
  expect(cniFacts('cilium')).toMatchObject({ ciliumNetworkPolicy: true, sctp: false });
  expect(cniFacts('cilium', { sctp: true })).toMatchObject({ ciliumNetworkPolicy: true, sctp: true });
});

test('a difference of one installation changes no other', () => {
  cniFacts('calico', { endPort: false });
  expect(cniFacts('calico').endPort).toBe(true);
});

test('no plugin enforces nothing', () => {
  expect(exampleCluster({ cni: 'none' }).network.cni).toEqual({
    product: 'none',
    networkPolicy: false,
    endPort: false,
    sctp: false,
    ciliumNetworkPolicy: false,
  });
});
