import fc from 'fast-check';
import { isJsonObject } from '../../lib/manifest/objects/json';
import { validCustomResourceDefinition } from '../../lib/checks/api-server/valid-custom-resource-definition';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { CustomResource } from '../../lib/operators';
import { facts } from '../checks/facts';
import { findingsOf } from '../checks/fixture';
import { isNightly } from '../nightly';
import { randomSpecs } from './random-schemas';

const numRuns = isNightly ? 5000 : 300;

test('a definition is right, and lets in what its Zod schema lets in, and nothing else', () => {
  fc.assert(
    fc.property(
      randomSpecs.chain(({ schema, values }) =>
        fc.tuple(fc.constant(schema), fc.array(values, { minLength: 5, maxLength: 9 })),
      ),
      ([schema, values]) => {
        const kind = new CustomResource({
          group: 'random.example.com',
          kind: 'Thing',
          versions: { v1: { spec: schema } },
        });
        const context = { cluster: facts({}), manifests: new ManifestSet([{ manifest: kind.definition }]) };
        expect(findingsOf(validCustomResourceDefinition, context)).toEqual([]);
        for (const spec of values) {
          const object = { apiVersion: 'random.example.com/v1', kind: 'Thing', metadata: { name: 'one' }, spec };
          const problems = kind.validate(object);
          expect({ spec, problems, right: problems.length === 0 }).toMatchObject({
            right: schema.safeParse(spec).success,
          });
        }
      },
    ),
    { numRuns },
  );
});

test('most schemas have values that fit and values that do not', () => {
  const counts = { right: 0, wrong: 0 };
  for (const { schema, values } of fc.sample(randomSpecs, 100)) {
    for (const value of fc.sample(values, 5).filter(isJsonObject)) {
      if (schema.safeParse(value).success) counts.right += 1;
      else counts.wrong += 1;
    }
  }
  expect(counts.right).toBeGreaterThan(50);
  expect(counts.wrong).toBeGreaterThan(50);
});
