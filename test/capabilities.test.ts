import { capabilities } from '../lib/capabilities';
import { orderCapabilities } from '../lib/model/order-capabilities';

describe('capabilities', () => {
  it('can be put into an order, whatever the order of the list', () => {
    const names = (list: typeof capabilities) => orderCapabilities(list).map(({ name }) => name);
    const reversed = names([...capabilities].reverse());
    expect([...reversed].sort()).toEqual([...names(capabilities)].sort());
    expect(reversed.indexOf('exposure')).toBeLessThan(reversed.indexOf('mesh'));
    expect(reversed.indexOf('mesh')).toBeLessThan(reversed.indexOf('network-policy'));
  });
});
