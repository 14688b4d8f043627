import { Ownership, type FieldClaim } from '../../lib/model/ownership';

const cart = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'cart' };
const other = { ...cart, name: 'other' };
const three: FieldClaim = { by: 'replicas', origin: 'shop/cart', value: 3 };
const two: FieldClaim = { by: 'deployment.replicas', origin: 'shop/cart', value: 2 };
const left: FieldClaim = { by: 'autoscaling', origin: 'shop/cart', leftTo: 'HorizontalPodAutoscaler shop/cart' };

function owned(...claims: readonly (readonly [path: string, claim: FieldClaim])[]): Ownership {
  const ownership = new Ownership();
  for (const [path, claim] of claims) ownership.claim(cart, path, claim);
  return ownership;
}

describe('Ownership', () => {
  it('keeps who owns a field of which object', () => {
    const ownership = owned(['spec.replicas', three]);
    expect(ownership.of(cart, 'spec.replicas')).toBe(three);
    expect(ownership.of(other, 'spec.replicas')).toBeUndefined();
    expect(ownership.fields()).toEqual([{ object: cart, path: 'spec.replicas', claim: three }]);
  });

  it('finds a second claim with another value, and keeps the first', () => {
    const ownership = owned(['spec.replicas', three], ['spec.replicas', two]);
    expect(ownership.conflicts()).toMatchObject([{ path: 'spec.replicas', claim: two, other: { claim: three } }]);
    expect(ownership.of(cart, 'spec.replicas')).toBe(three);
  });

  it('lets the same value be declared twice, whatever the order of its keys', () => {
    const one = { by: 'a', origin: 'x', value: { cpu: '1', memory: '1Gi' } };
    const same = { by: 'b', origin: 'x', value: { memory: '1Gi', cpu: '1' } };
    expect(owned(['spec.x', one], ['spec.x', same]).conflicts()).toEqual([]);
  });

  it('lets nothing be declared twice for a field and a part of it, and compares what is nothing', () => {
    const one = { by: 'a', origin: 'x', value: 'same' };
    expect(owned(['spec.x', one], ['spec.x.y', { ...one, by: 'b' }]).conflicts()).toHaveLength(1);
    const nothing = { by: 'a', origin: 'x', value: null };
    expect(owned(['spec.x', nothing], ['spec.x', { ...nothing, by: 'b' }]).conflicts()).toEqual([]);
    expect(owned(['spec.x', nothing], ['spec.x', { ...nothing, by: 'b', value: {} }]).conflicts()).toHaveLength(1);
  });

  it('finds a value beside a controller, in either order, and two controllers', () => {
    expect(owned(['spec.replicas', three], ['spec.replicas', left]).conflicts()).toHaveLength(1);
    expect(owned(['spec.replicas', left], ['spec.replicas', three]).conflicts()).toHaveLength(1);
    expect(
      owned(['spec.replicas', left], ['spec.replicas', { ...left, leftTo: 'Rollout x' }]).conflicts(),
    ).toHaveLength(1);
  });

  it('finds a claim on a part of a claimed field, and on the whole of a claimed part', () => {
    const part = ['spec.strategy.type', { ...three, value: 'Recreate' }] as const;
    const whole = ['spec.strategy', { ...two, value: { type: 'RollingUpdate' } }] as const;
    expect(owned(part, whole).conflicts()).toHaveLength(1);
    expect(owned(whole, part).conflicts()).toHaveLength(1);
    expect(owned(['spec.containers[a].x', three], ['spec.containers[a]', two]).conflicts()).toHaveLength(1);
  });

  it('tells fields apart whose names begin alike', () => {
    expect(owned(['spec.replicas', three], ['spec.replicasMax', two]).conflicts()).toEqual([]);
    expect(owned(['spec.containers[a].x', three], ['spec.containers[ab].x', two]).conflicts()).toEqual([]);
  });

  it('says which claims nobody heeded', () => {
    const ownership = owned(['spec.replicas', three]);
    ownership.claim(other, 'spec.replicas', two);
    ownership.take(cart);
    expect(ownership.unheeded()).toMatchObject([{ object: other }]);
  });
});
