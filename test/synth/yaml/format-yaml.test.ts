import { ApiObject, Testing, Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { isJsonObject, type JsonValue } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatYaml } from '../../../lib/synth/yaml/format-yaml';
import { anyJson, anyText, hostileStrings } from './arbitrary-json';

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  'yaml, as YAML 1.1': (text): unknown => yaml.parse(text, { version: '1.1' }),
  'yaml, as YAML 1.2 core': (text): unknown => yaml.parse(text, { version: '1.2' }),
  'js-yaml': (text) => jsYaml.load(text),
};

function manifestOf(spec: JsonValue): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, spec };
}

/** -0 has no form of its own in JSON. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe.each(Object.entries(parsers))('what %s reads', (_name, parse) => {
  test.each(hostileStrings)('is the string %j, as a value, a list item and a key', (text) => {
    const key = text === '__proto__' ? 'key' : text;
    const manifest = manifestOf({ [key]: text, list: [text, [text], { [key]: text }], last: { [key]: [text] } });

    expect(parse(formatYaml(manifest))).toEqual(manifest);
  });

  test('is any JSON data, exactly', () => {
    fc.assert(
      fc.property(anyJson, (spec) => {
        const manifest = manifestOf(spec);

        expect(asJson(parse(formatYaml(manifest)))).toEqual(asJson(manifest));
      }),
      { numRuns: 500 },
    );
  });

  test('is any text of several lines, exactly', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2, maxLength: 5 }), (lines) => {
        const manifest = manifestOf([{ text: lines.join('\n') }, [lines.join('\n')], 'last']);

        expect(parse(formatYaml(manifest))).toEqual(manifest);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the form', () => {
  test('begins with apiVersion, kind and metadata, its name and namespace; other keys follow by alphabet', () => {
    const manifest: Manifest = {
      spec: { template: {}, replicas: 2, name: 'z' },
      metadata: { labels: { b: '1', a: '2' }, namespace: 'shop', annotations: {}, name: 'cart' },
      kind: 'Deployment',
      data: {},
      apiVersion: 'apps/v1',
    };

    expect(formatYaml(manifest)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  annotations: {}
  labels:
    a: "2"
    b: "1"
data: {}
spec:
  name: z
  replicas: 2
  template: {}
`);
  });

  test('is readable: text without quotes, literal blocks, lists under their key', () => {
    const manifest = manifestOf({
      args: [
        '--port=8080',
        '-v',
        '$(HOST):80',
        'a b',
        "it's",
        '{"json": true}',
        'say "hi", it\'s time',
        '["a", \'b\']',
        '64Mi',
        '0.5',
      ],
      cidr: '10.0.0.0/8',
      empty: [],
      matrix: [[1, [2]], [], {}],
      image: 'registry.example.com:5000/shop/cart:v1.2@sha256:0f',
      script: '#!/bin/sh\nset -e\n\n  exec cart\n',
      indented: '  first\nsecond',
      ports: [{ port: 80, name: 'http' }],
      schedule: '*/5 * * * *',
      url: 'https://example.com:443/a?b=c#d',
    });

    expect(formatYaml(manifest)).toBe(`apiVersion: v1
kind: ConfigMap
metadata:
  name: a
spec:
  args:
    - --port=8080
    - -v
    - $(HOST):80
    - a b
    - it's
    - '{"json": true}'
    - say "hi", it's time
    - "[\\"a\\", 'b']"
    - 64Mi
    - "0.5"
  cidr: 10.0.0.0/8
  empty: []
  image: registry.example.com:5000/shop/cart:v1.2@sha256:0f
  indented: |2-
      first
    second
  matrix:
    - - 1
      - - 2
    - []
    - {}
  ports:
    - name: http
      port: 80
  schedule: "*/5 * * * *"
  script: |
    #!/bin/sh
    set -e

      exec cart
  url: https://example.com:443/a?b=c#d
`);
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(anyJson, (spec) => {
        expect(formatYaml(manifestOf(withReversedKeys(spec)))).toBe(formatYaml(manifestOf(spec)));
      }),
    );
  });

  test('has no tab outside of a literal block, no carriage return, no control or invisible character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(formatYaml(manifestOf([text, { [text]: text }]))).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
        );
      }),
    );
  });

  test.each([
    [1e21, '1.0e+21'],
    [1.5e-7, '1.5e-7'],
    [-0, '0'],
    [0.1, '0.1'],
    [9007199254740991, '9007199254740991'],
  ])('writes the number %d as %s', (value, text) => {
    expect(formatYaml(manifestOf(value))).toContain(`spec: ${text}\n`);
  });

  test('leaves undefined fields out, and keeps explicit nulls', () => {
    const spec = { left: undefined, emptied: { left: undefined }, kept: null, list: [null] };

    expect(formatYaml({ ...manifestOf({}), spec })).toMatch(
      /spec:\n {2}emptied: {}\n {2}kept: null\n {2}list:\n {4}- null\n$/,
    );
  });
});

test('reads as what cdk8s writes for the same ApiObject, wherever cdk8s can be read back', () => {
  let compared = 0;
  fc.assert(
    fc.property(anyJson.filter(isJsonObject), (data) => {
      const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data };
      // A field named `constructor` is more than cdk8s can render.
      fc.pre(!JSON.stringify(data).includes('"constructor":'));
      const json = new ApiObject(Testing.chart(), 'object', manifest).toJson() as Manifest;
      const ours: unknown = yaml.parse(formatYaml(json), { version: '1.1' });
      const theirs = readBack(Yaml.stringify(json));

      // Some text of blanks and line feeds, and the key `<<`, do not read as what cdk8s meant.
      const expected = JSON.stringify(theirs) === JSON.stringify(json) ? theirs : json;
      if (expected === theirs) compared += 1;
      expect(asJson(ours)).toEqual(asJson(expected));
    }),
  );
  expect(compared).toBeGreaterThan(50);
});

describe('refuses, with the object and the path,', () => {
  class Money {}
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  test.each<[string, unknown, string]>([
    ['NaN', { containers: [{ cpu: NaN }] }, 'spec.containers[0].cpu: NaN is no JSON number'],
    ['infinity', [1, -Infinity], 'spec[1]: -Infinity is no JSON number'],
    [
      'a function',
      { 'a.b/c': () => 1 },
      'spec["a.b/c"]: a function is no plain map, list, string, number, boolean or null',
    ],
    ['a symbol', Symbol('x'), 'spec: a symbol is no plain map'],
    ['a bigint', 1n, 'spec: a bigint is no plain map'],
    ['a class instance', { price: new Money() }, 'spec.price: an instance of Money is no plain map'],
    ['a Date', { at: new Date(0) }, 'spec.at: an instance of Date is no plain map'],
    ['a Map', new Map(), 'spec: an instance of Map is no plain map'],
    ['a lone surrogate', { text: 'a\ud800' }, 'spec.text: half of a surrogate pair is no character'],
    ['a lone surrogate in several lines', { text: 'a\n\udc00\n' }, 'spec.text: half of a surrogate pair'],
    ['a lone surrogate in a key', { labels: { 'a\ud800': '' } }, 'spec.labels: a key has half of a surrogate pair'],
    ['a cycle', cycle, 'more than 200 levels deep'],
  ])('%s', (_name, spec, message) => {
    const manifest = { apiVersion: 'v1', kind: 'Widget', metadata: { name: 'a', namespace: 'shop' }, spec };

    expect(() => formatYaml(manifest as unknown as Manifest)).toThrow(`Widget shop/a: cannot write`);
    expect(() => formatYaml(manifest as unknown as Manifest)).toThrow(message);
  });
});

function withReversedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => withReversedKeys(item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, item]) => [key, withReversedKeys(item ?? null)]));
}

function readBack(text: string): unknown {
  try {
    return yaml.parse(text, { version: '1.1', logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

test.each(['constructor', '__proto__', 'toString'])('a field called %s is written like any other', (name) => {
  const text = `{ "apiVersion": "v1", "kind": "Thing", "metadata": { "name": "a" }, "${name}": { "b": "c" } }`;
  expect(formatYaml(JSON.parse(text) as Manifest)).toContain(`\n${name}:\n  b: c\n`);
});
