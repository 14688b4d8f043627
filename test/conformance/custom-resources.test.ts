import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { JsonValue } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { failureMessage } from '../../lib/schema/pull/kubernetes-client';
import { CustomResource } from '../../lib/operators';
import type { TestCluster } from '../control-plane/client/test-cluster';
import { randomSpecs } from '../operators/random-schemas';
import { applyTree, removeObjects } from './judge/apply-tree';
import { describeVersions } from './describe-versions';

const count = Number(process.env.CUSTOM_RESOURCES ?? 60);
const seed = Number(process.env.SEED ?? 1);

describeVersions('kinds of Zod schemas', (cluster) => {
  test('are served, and take what their schema lets in, and nothing else', async () => {
    const samples = fc.sample(randomSpecs, { numRuns: count, seed });
    const kinds = samples.map(
      ({ schema }, index) =>
        new CustomResource({ group: 'zod.example.com', kind: `Thing${index}`, versions: { v1: { spec: schema } } }),
    );
    const definitions = kinds.map(({ definition }) => ({
      manifest: definition,
      text: stringify(definition),
      file: '',
    }));
    const { complaints, created } = await applyTree(cluster, definitions);
    expect(complaints.map(({ message }) => message)).toEqual([]);
    const differences: object[] = [];
    for (const [index, { schema, values }] of samples.entries()) {
      for (const spec of fc.sample(values, { numRuns: 12, seed })) {
        const answer = await applied(cluster, index, spec);
        const parsed = schema.safeParse(spec);
        if ((answer === 'taken') !== parsed.success)
          differences.push({ index, spec, answer, said: parsed.error?.issues });
      }
    }
    await removeObjects(cluster, created);
    expect(differences).toEqual([]);
  });
});

async function applied(cluster: TestCluster, index: number, spec: JsonValue): Promise<string> {
  const manifest: Manifest = {
    apiVersion: 'zod.example.com/v1',
    kind: `Thing${index}`,
    metadata: { name: 'one', namespace: 'default' },
    spec,
  };
  const resource = await cluster.resources.find(manifest.apiVersion, manifest.kind);
  if (resource === undefined) return 'not served';
  // As JSON, which says of each value what it is: `y` is a boolean where YAML is read as Go does.
  const { status, body } = await cluster.apply(resource, manifest, JSON.stringify(manifest), { dryRun: true });
  if (status >= 300) return failureMessage(body);
  // What stands in an object without fields is dropped without a word, even where the server is strict.
  return isDeepStrictEqual(body.spec, JSON.parse(JSON.stringify(spec))) ? 'taken' : 'dropped';
}
