import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { runChecks } from '../../lib/checks/run-checks';
import { validFeatureFlag } from '../../lib/checks/flags/valid-feature-flag';
import { Field } from '../../lib/manifest/objects/field';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { possibleVariants } from '../../lib/products/flagd/possible-variants';
import { facts } from '../checks/facts';
import { AsFlagd } from './as-flagd';
import { randomContext, randomTargeting } from './random-targeting';

const variants = { on: true, off: false, blue: true };

function flagSpec(targeting: JsonObject): JsonObject {
  return { flags: { it: { state: 'ENABLED', variants, defaultVariant: 'off', targeting } } };
}

function findings(spec: JsonObject) {
  const manifest = {
    apiVersion: 'core.openfeature.dev/v1beta1',
    kind: 'FeatureFlag',
    metadata: { name: 'it', namespace: 'shop' },
    spec: { flagSpec: spec },
  };
  return runChecks({ manifests: [{ manifest }], cluster: facts(), checks: [validFeatureFlag] }).findings;
}

test('whatever flagd serves by a rule is among the variants that we say it may', () => {
  fc.assert(
    fc.property(randomTargeting, fc.array(randomContext, { minLength: 1, maxLength: 8 }), (targeting, contexts) => {
      const may = possibleVariants(Field.at('targeting', targeting), Field.at('', undefined));
      const known = new Set([...may.named.map(({ variant }) => variant), ...(may.perhapsDefault ? ['off'] : [])]);
      if (may.computed.length > 0) return;
      const flagd = new AsFlagd({
        flags: { it: { state: 'ENABLED', variants: allOf(known), defaultVariant: 'off', targeting } },
      });
      for (const context of contexts) expect(known).toContain(flagd.variantFor('it', context));
    }),
    { numRuns: 500 },
  );
});

/** With every variant that may be named, so that nothing is served as an error for the lack of one. */
function allOf(names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries([...names, 'off'].map((name) => [name, true]));
}

test('a flag that passes is served without an error, whoever asks', () => {
  fc.assert(
    fc.property(randomTargeting, fc.array(randomContext, { minLength: 1, maxLength: 8 }), (targeting, contexts) => {
      const spec = flagSpec(targeting);
      if (findings(spec).length > 0) return;
      const flagd = new AsFlagd(spec);
      expect(flagd.isValid).toBe(true);
      for (const context of contexts) expect(Object.keys(variants)).toContain(flagd.variantFor('it', context));
    }),
    { numRuns: 500 },
  );
});

test.each<[rule: JsonObject]>([
  [{ '==': [1] }],
  [{ '<': [1, 2, 3, 4] }],
  [{ if: [] }],
  [{ if: 'on' }],
  [{ starts_with: ['a'] }],
  [{ starts_with: [1, 'a'] }],
  [{ sem_ver: ['1.2', '=', '1.2.3'] }],
  [{ sem_ver: ['1.2.3', '==', '1.2.3'] }],
  [
    {
      fractional: [
        ['on', 10, 1],
        ['off', 90],
      ],
    },
  ],
  [{ missing: [1] }],
  [{ var: '$flagd.secret' }],
  [{ no_such_operator: [1, 2] }],
])('what the schema of flagd refuses is refused: %j', (rule) => {
  const spec = flagSpec({ if: [true, 'on', rule] });
  const wrong = Object.keys(rule)[0] === 'fractional' ? flagSpec(rule) : spec;
  expect(new AsFlagd(wrong).isValid).toBe(false);
  expect(findings(wrong).map(({ severity }) => severity)).toContain('error');
});

test.each<[title: string, spec: JsonObject, message: RegExp]>([
  [
    'variants of two types',
    { flags: { it: { state: 'ENABLED', variants: { a: 1, b: 'x' }, defaultVariant: 'a' } } },
    /must be a number/,
  ],
  [
    'a list as a variant',
    { flags: { it: { state: 'ENABLED', variants: { a: [1] }, defaultVariant: 'a' } } },
    /must be a boolean, text/,
  ],
  ['no variants', { flags: { it: { state: 'ENABLED', variants: {}, defaultVariant: 'a' } } }, /one variant at least/],
  [
    'metadata that is a list',
    { flags: { it: { state: 'ENABLED', variants: { a: 1 }, defaultVariant: 'a', metadata: { a: [] } } } },
    /must be text/,
  ],
])('%s is refused as flagd does', (_, spec, message) => {
  expect(new AsFlagd(spec).isValid).toBe(false);
  expect(findings(spec)[0]?.message).toMatch(message);
});

test.each<[rule: JsonObject]>([
  [{ fractional: [['on', 10]] }],
  [
    {
      fractional: [
        [1, 10],
        ['off', 90],
      ],
    },
  ],
])('what the operator of version 0.9 refuses is refused, though newer versions of flagd take it: %j', (rule) => {
  expect(findings(flagSpec(rule)).map(({ severity }) => severity)).toContain('error');
});

test('weights that flagd cannot count are refused, though its schema takes them', () => {
  for (const weights of [
    [0.5, 0.5],
    [0, 0],
    [-10, 100],
  ]) {
    const spec = flagSpec({
      fractional: [
        ['on', weights[0] ?? 0],
        ['off', weights[1] ?? 0],
      ],
    });
    expect(findings(spec).map(({ severity }) => severity)).toContain('error');
  }
});

test('shared rules are followed, one that is not there is not, and one that names another is refused', () => {
  const flag = (name: string) => ({ state: 'ENABLED', variants, defaultVariant: 'off', targeting: { $ref: name } });
  const shared = (targeting: JsonObject, name = 'insiders'): JsonObject => ({
    flags: { it: flag(name) },
    $evaluators: { insiders: targeting },
  });
  expect(findings(shared({ if: [{ var: 'insider' }, 'blue'] }))).toEqual([]);
  expect(findings(shared({ if: [{ var: 'insider' }, 'red'] }))[0]?.message).toMatch(/"red": the variants are/);
  expect(findings(shared({ if: [{ var: 'insider' }, 'blue'] }, 'outsiders'))[0]?.message).toMatch(
    /^Not found: outsiders/,
  );
  expect(findings(shared({ $ref: 'insiders' }))[0]?.message).toMatch(/^Not found: insiders/);
});

/** Every FeatureFlag of the apps. */
const committed = [...new Set(committedFlags())].map((text) => JSON.parse(text) as JsonObject);

function committedFlags(): readonly string[] {
  return readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/featureflag\.[^/]+$/.test(file))
    .map((file) =>
      JSON.stringify(
        Field.at('', parse(readFileSync(join('dist', file), 'utf8')) as JsonObject).at('spec', 'flagSpec').value,
      ),
    );
}

test('of every flag of the apps, flagd serves each variant that we say it may, and no other', () => {
  expect(committed.length).toBeGreaterThan(0);
  for (const spec of committed) {
    const flagd = new AsFlagd(spec);
    expect(flagd.isValid).toBe(true);
    for (const [name, flag] of Field.at('', spec).at('flags').entries()) {
      const may = possibleVariants(flag.at('targeting'), Field.at('', undefined));
      const usual = may.perhapsDefault ? [flag.at('defaultVariant').text ?? ''] : [];
      const contexts = Array.from({ length: 500 }, (_, index) => ({
        ...(index % 5 === 0 ? {} : { targetingKey: `user-${index}` }),
        group: ['staff', 'customers'][index % 2] ?? '',
      }));
      const served = new Set(contexts.map((context) => flagd.variantFor(name, context)));
      expect(served).toEqual(new Set([...may.named.map(({ variant }) => variant), ...usual]));
    }
  }
});
