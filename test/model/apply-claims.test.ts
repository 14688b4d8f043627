import { applyClaims, valueAt } from '../../lib/model/apply-claims';
import type { JsonObject, JsonValue } from '../../lib/manifest/objects/json';
import type { OwnedField } from '../../lib/model/ownership';

const object = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'cart' };
const who = { by: 'autoscaling', origin: 'shop/cart' };

function set(path: string, value: JsonValue): OwnedField {
  return { object, path, claim: { ...who, value } };
}

function leave(path: string): OwnedField {
  return { object, path, claim: { ...who, leftTo: 'HorizontalPodAutoscaler shop/cart' } };
}

const spec: JsonObject = {
  replicas: 3,
  containers: [{ name: 'cart', resources: { limits: { cpu: '1' } } }, { name: 'proxy' }],
};

describe('a claimed field', () => {
  test('has the value that was declared', () => {
    expect(applyClaims(spec, 'spec', [set('spec.replicas', 2)])).toEqual({ ...spec, replicas: 2 });
  });

  test('is left out where it is left to a controller', () => {
    expect(applyClaims(spec, 'spec', [leave('spec.replicas')])).toEqual({ containers: spec.containers });
  });

  test('of another part is not touched', () => {
    expect(applyClaims(spec, 'spec', [set('specs.replicas', 2), set('metadata.replicas', 2)])).toEqual(spec);
  });

  test('is set in the entry of a list that has its name, and in no other', () => {
    expect(applyClaims(spec, 'spec', [set('spec.containers[cart].resources.limits.cpu', '2')])).toEqual({
      replicas: 3,
      containers: [{ name: 'cart', resources: { limits: { cpu: '2' } } }, { name: 'proxy' }],
    });
  });

  test('makes the maps that lead to it', () => {
    expect(applyClaims(spec, 'spec', [set('spec.strategy.type', 'Recreate')])).toEqual({
      ...spec,
      strategy: { type: 'Recreate' },
    });
  });

  test('that is left to a controller makes no map where there was none', () => {
    expect(applyClaims(spec, 'spec', [leave('spec.strategy.type')])).toEqual(spec);
  });

  test('of an entry that there is not, or of no list, changes nothing', () => {
    expect(applyClaims(spec, 'spec', [set('spec.containers[other].image', 'x')])).toEqual(spec);
    expect(applyClaims(spec, 'spec', [set('spec.replicas[cart].image', 'x')])).toEqual(spec);
  });
});

describe('the value at the path of a claim', () => {
  test.each<[string, JsonValue | undefined]>([
    ['spec.replicas', 3],
    ['spec.containers[cart].resources.limits.cpu', '1'],
    ['spec.containers[other].resources', undefined],
    ['spec.replicas.least', undefined],
    ['spec.toString', undefined],
    ['metadata.labels[app.kubernetes.io/name]', 'cart'],
    ['metadata.labels[toString]', undefined],
  ])('%s is %j', (path, value) => {
    expect(valueAt({ spec, metadata: { labels: { 'app.kubernetes.io/name': 'cart' } } }, path)).toEqual(value);
  });
});
