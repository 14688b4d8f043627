import { Deployment } from 'cdk8s-plus-28';
import { ApiObject, App, Chart, JsonPatch, Lazy, Size, type IResolver, type ResolutionContext } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { isJsonObject } from '../../lib/manifest/objects/json';
import { renderApiObject } from '../../lib/synth/render-api-object';
import { anyJson, anyText } from './yaml/arbitrary-json';

function chartOf(resolvers: IResolver[] = []): Chart {
  return new Chart(new App({ resolvers }), 'chart', { namespace: 'shop', labels: { team: 'a' } });
}

const apiObject = { apiVersion: 'v1', kind: 'Widget' };

test('any data is rendered as cdk8s renders it', () => {
  const anyMap = anyJson.filter(isJsonObject);
  // cdk8s loses a key of this name: see the next test.
  const anyKey = anyText.filter((key) => key !== '__proto__');
  const anyMetadata = fc.record(
    {
      name: anyText,
      labels: fc.dictionary(anyKey, anyText, { maxKeys: 2, noNullPrototype: true }),
      annotations: fc.dictionary(anyKey, anyText, { maxKeys: 2, noNullPrototype: true }),
      finalizers: fc.array(anyText, { maxLength: 2 }),
      ownerReferences: fc.array(fc.constant({ apiVersion: 'v1', kind: 'Widget', name: 'a', uid: 'b' }), {
        maxLength: 1,
      }),
      extra: anyJson,
    },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(anyMap, anyMetadata, (spec, metadata) => {
      const object = new ApiObject(chartOf(), 'object', { ...apiObject, metadata, spec });

      expect(rendering(() => renderApiObject(object))).toEqual(rendering(() => object.toJson()));
    }),
    { numRuns: 500 },
  );
});

test('a label is not lost for its name, as it would be to cdk8s', () => {
  const labels = Object.fromEntries([['__proto__', 'a']]);
  const object = new ApiObject(chartOf(), 'object', { ...apiObject, metadata: { labels } });

  expect(JSON.stringify(renderApiObject(object))).toContain('"__proto__":"a"');
});

test('plain data is not copied', () => {
  const spec = { containers: [{ ports: [80] }] };
  const rendered = renderApiObject(new ApiObject(chartOf(), 'object', { ...apiObject, spec }));

  expect(Reflect.get(Object(rendered), 'spec')).toBe(spec);
});

test.each<[string, unknown]>([
  ['a lazy value', { a: [Lazy.any({ produce: () => ({ b: 1 }) })] }],
  ['a token', { a: { resolve: () => 'b' } }],
  ['a null', { a: null, b: [{ c: null }] }],
  ['an undefined field', { a: undefined, b: {} }],
  ['a union of number and string', { port: k8s.IntOrString.fromNumber(80) }],
  ['an empty map and list', { a: {}, b: [] }],
  ['a field named constructor', { constructor: 'a' }],
  ['a map without a prototype', Object.assign(Object.create(null), { a: 1 })],
])('%s is rendered as cdk8s renders it', (_what, spec) => {
  const object = new ApiObject(chartOf(), 'object', { ...apiObject, spec });

  expect(rendering(() => renderApiObject(object))).toEqual(rendering(() => object.toJson()));
});

test('an instance of a class is refused, as cdk8s does', () => {
  const object = new ApiObject(chartOf(), 'object', { ...apiObject, spec: { size: Size.gibibytes(1) } });

  expect(() => renderApiObject(object)).toThrow("can't render non-simple object of type 'Size'");
});

test('patches are applied', () => {
  const object = new ApiObject(chartOf(), 'object', { ...apiObject, spec: { a: 1 } });
  object.addJsonPatch(JsonPatch.replace('/spec/a', 2));

  expect(renderApiObject(object)).toMatchObject({ spec: { a: 2 } });
});

test('metadata that was added later is there', () => {
  const object = new ApiObject(chartOf(), 'object', apiObject);
  object.metadata.addLabel('late', 'yes');
  object.metadata.addAnnotation('a', 'b');
  object.metadata.addFinalizers('c');
  object.metadata.add('generateName', Lazy.any({ produce: () => 'd-' }));

  expect(renderApiObject(object)).toEqual(object.toJson());
  expect(renderApiObject(object)).toMatchObject({ metadata: { labels: { late: 'yes' }, generateName: 'd-' } });
});

test('typed objects of cdk8s-plus render themselves', () => {
  const object = new k8s.KubePod(chartOf(), 'pod', { spec: { containers: [], setHostnameAsFqdn: true } });

  expect(renderApiObject(object)).toMatchObject({ spec: { setHostnameAsFQDN: true } });
});

test('resolvers of the app are asked', () => {
  const shout: IResolver = {
    resolve: (context: ResolutionContext) => {
      if (context.value === 'quiet') context.replaceValue('loud');
    },
  };
  const object = new ApiObject(chartOf([shout]), 'object', { ...apiObject, spec: { voice: 'quiet' } });

  expect(renderApiObject(object)).toMatchObject({ spec: { voice: 'loud' } });
});

/** What comes of it: the data, or the error. */
function rendering(render: () => unknown): unknown {
  try {
    return render();
  } catch (error) {
    return String(error);
  }
}

test("patches keep values that the mapping of cdk8s' own classes drops", () => {
  const chart = new Chart(new App(), 'chart');
  const deployment = new Deployment(chart, 'api', { containers: [{ image: 'registry.example/api:1' }] });
  const object = ApiObject.of(deployment);
  object.addJsonPatch(
    JsonPatch.add('/spec/strategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
    JsonPatch.add('/spec/template/spec/containers/0/resources', { limits: { 'nvidia.com/gpu': '1' } }),
  );

  const rendered = renderApiObject(object);
  expect(rendered).toMatchObject({
    spec: {
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { spec: { containers: [{ resources: { limits: { 'nvidia.com/gpu': '1' } } }] } },
    },
  });
  expect(renderApiObject(object)).toEqual(rendered);
});

test('a patch that does not apply stops with words', () => {
  const object = new ApiObject(new Chart(new App(), 'chart'), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
  object.addJsonPatch(JsonPatch.replace('/data/a', 'b'));

  expect(() => renderApiObject(object)).toThrow('chart/a: addJsonPatch: does not apply at /data/a: Not found');
});
