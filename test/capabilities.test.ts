import { Cluster, Environment, istio, type ClusterProps } from '../lib';
import { capabilities } from '../lib/capabilities';
import { ClusterModel } from '../lib/model/cluster-model';
import { Declarations } from '../lib/model/declarations';
import { orderCapabilities } from '../lib/model/order-capabilities';

describe('capabilities', () => {
  it('can be put into an order, whatever the order of the list', () => {
    const names = (list: typeof capabilities) => orderCapabilities(list).map(({ name }) => name);
    const reversed = names([...capabilities].reverse());
    expect([...reversed].sort()).toEqual([...names(capabilities)].sort());
    expect(reversed.indexOf('exposure')).toBeLessThan(reversed.indexOf('mesh'));
    expect(reversed.indexOf('mesh')).toBeLessThan(reversed.indexOf('network-policy'));
  });

  it('have a name each, and come after what they need and before what they feed', () => {
    expect(new Set(capabilities.map(({ name }) => name)).size).toBe(capabilities.length);
    const order = orderCapabilities(capabilities.toReversed()).map(({ name }) => name);
    for (const { name, needs, feeds } of capabilities) {
      for (const needed of needs) expect(order.indexOf(needed)).toBeLessThan(order.indexOf(name));
      for (const fed of feeds) expect(order.indexOf(fed)).toBeGreaterThan(order.indexOf(name));
    }
  });

  it.each<[string, Partial<ClusterProps>]>([
    ['no mesh', {}],
    ['a mesh', { mesh: istio({ version: '1.30' }) }],
  ])('make and report nothing where nothing was declared, on a cluster with %s', (_, props) => {
    const environment = new Environment('dev');
    const cluster = new Cluster('dev-1', { environment, kubernetesVersion: '1.33', ...props });
    const model = new ClusterModel(cluster, new Declarations());
    const emissions = orderCapabilities(capabilities).map(({ resolve }) => resolve(model));
    expect(model.diagnostics()).toEqual([]);
    expect(emissions.flatMap((emit) => [...emit(model)])).toEqual([]);
  });
});
