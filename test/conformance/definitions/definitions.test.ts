import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validCustomResourceDefinition } from '../../../lib/checks/api-server/valid-custom-resource-definition';
import { validSchema } from '../../../lib/checks/schema/valid-schema';
import { requireDefinition } from '../../../lib/checks/schema/require-definition';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { isManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { readManifests } from '../../../lib/reader/read-manifests';
import { facts } from '../../checks/facts';
import { findingsOf } from '../../checks/fixture';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import { describeVersions } from '../describe-versions';
import { causesOf, dryRunDefinition } from './dry-run-definition';
import { mutantsOf } from './definition-mutants';

const count = Number(process.env.DEFINITIONS ?? 1500);
const seed = Number(process.env.SEED ?? 1);
const definitions = readManifests('base', readFileSync(join(__dirname, 'base-definitions.yaml'), 'utf8')).manifests.map(
  ({ manifest }) => manifest,
);

describeVersions('a definition', (cluster) => {
  test('is accepted as it is', async () => {
    for (const definition of definitions) {
      expect(await judged(cluster, definition)).toMatchObject({ refused: false, causes: [], ours: [] });
    }
  });

  test('with one schema changed is refused where the check finds fault with it, and nowhere else', async () => {
    const mutants = fc.sample(mutantsOf(definitions), { numRuns: count, seed });
    const differences: object[] = [];
    for (const { what, definition } of mutants) {
      const { refused, ours, causes } = await judged(cluster, definition);
      if (refused !== ours.length > 0) differences.push({ what, causes, ours });
    }
    expect({ count: differences.length, differences: differences.slice(0, 10) }).toEqual({
      count: 0,
      differences: [],
    });
  });
});

async function judged(cluster: TestCluster, definition: JsonObject) {
  const causes = causesOf(await dryRunDefinition(cluster, definition));
  if (!isManifest(definition)) throw new Error('a definition is an object');
  const manifests = new ManifestSet([{ manifest: definition }]);
  const context = { cluster: facts({ kubernetesVersion: cluster.version }), manifests };
  const checks = [validCustomResourceDefinition, validSchema, requireDefinition];
  const ours = checks.flatMap((check) => findingsOf(check, context)).filter(({ status: one }) => one === 'violated');
  return {
    refused: causes.length > 0,
    causes,
    ours: ours.map(({ path: at, message }) => `${at}: ${message}`),
  };
}
