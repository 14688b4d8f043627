import type { ListedCapability } from '../../lib/model/capability';
import { orderCapabilities } from '../../lib/model/order-capabilities';

type Names = Partial<Pick<ListedCapability, 'needs' | 'feeds'>>;

function listed(name: string, { needs = [], feeds = [] }: Names = {}): ListedCapability {
  return { name, needs, feeds, resolve: () => () => [] };
}

function namesOf(capabilities: readonly ListedCapability[]): string[] {
  return orderCapabilities(capabilities).map(({ name }) => name);
}

describe('orderCapabilities', () => {
  it('keeps the order of the list where no capability needs or feeds another', () => {
    expect(namesOf([listed('b'), listed('a')])).toEqual(['b', 'a']);
  });

  it('puts a capability after those that it needs', () => {
    expect(namesOf([listed('policies', { needs: ['mesh'] }), listed('mesh')])).toEqual(['mesh', 'policies']);
  });

  it('puts a capability before those that it feeds, which need not know of it', () => {
    expect(namesOf([listed('workload'), listed('autoscaling', { feeds: ['workload'] })])).toEqual([
      'autoscaling',
      'workload',
    ]);
  });

  it('follows needs and feeds through several capabilities', () => {
    expect(namesOf([listed('c', { needs: ['b'] }), listed('b'), listed('a', { feeds: ['b'] })])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('names an unknown capability, and those that there are', () => {
    expect(() => namesOf([listed('a', { needs: ['x'] })])).toThrow(
      'capability a: needs: Not found: "x": must be one of a',
    );
    expect(() => namesOf([listed('a', { feeds: ['x'] })])).toThrow('capability a: feeds: Not found: "x"');
  });

  it('names the cycle, without those that only wait for it', () => {
    const cycle = [listed('waits', { needs: ['a'] }), listed('a', { needs: ['b'] }), listed('b', { needs: ['a'] })];
    expect(() => namesOf(cycle)).toThrow('capabilities: Invalid value: a → b → a: a cycle');
  });

  it('names a capability that needs itself', () => {
    expect(() => namesOf([listed('a', { needs: ['a'] })])).toThrow('a → a: a cycle');
  });

  it('refuses two capabilities of one name', () => {
    expect(() => namesOf([listed('a'), listed('a')])).toThrow('capabilities: Duplicate value: "a"');
  });
});
