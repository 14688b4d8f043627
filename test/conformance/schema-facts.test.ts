import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FactsCatalog } from '../../lib/schema/facts/facts-catalog';
import { readFacts } from '../../lib/schema/facts/read-facts';
import { isJsonArray, isJsonObject } from '../../lib/manifest/objects/json';
import { factsFromDefinition } from '../../lib/schema/pull/facts-from-definition';
import type { PulledFacts } from '../../lib/schema/pull/pulled-facts';
import { pullFacts } from '../../lib/schema/pull/pull-facts';
import { cli } from '../cli/run-in-memory';
import { kubeconfigOf } from '../control-plane/client/kubeconfig-of';
import { applyTree, removeObjects } from './judge/apply-tree';
import { definition, sampleObjects } from './sample-object';
import { describeVersions } from './describe-versions';
import type { TestCluster } from '../control-plane/client/test-cluster';

describeVersions('the schema facts that are shipped', (cluster) => {
  const name = `kubernetes ${cluster.version}`;
  const file = join(__dirname, '../../schemas', `${name.replace(' ', '-')}.json.gz`);

  test('are what the API server serves', async () => {
    const facts = await builtInFacts(cluster, name);
    expect(readFacts(file)).toEqual(facts);
  });
});

describeVersions('schemas pull', (cluster) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'schemas-pull-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps built-in kinds and the cluster’s own definitions, by way of a kubeconfig', async () => {
    const kubeconfig = join(folder, 'config');
    writeFileSync(kubeconfig, kubeconfigOf('the:kitchen', cluster.access));
    const { created } = await applyTree(cluster, sampleObjects(definition));
    const { code, out, errors } = await cli(['schemas', 'pull', '--kubeconfig', kubeconfig, '--output', folder]);
    await removeObjects(cluster, created);

    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toContain(`the-kitchen.json.gz: `);
    expect(out).toContain(` of Kubernetes ${cluster.version}, `);
    const catalog = new FactsCatalog([readFacts(join(folder, 'the-kitchen.json.gz'))]);
    expect(catalog.find('apps/v1', 'Deployment')?.facts).toMatchObject({ scope: 'Namespaced', plural: 'deployments' });
    const spec = catalog.find('conformance.example.com/v1', 'Recipe')?.facts.schema.properties?.spec;
    expect(spec?.required).toEqual(['servings']);
    expect(spec?.['x-kubernetes-validations']?.map(({ message }) => message)).toEqual([
      'more servings than fit',
      'course is immutable',
    ]);
  });
});

/** What the server serves by itself: other suites may have given it definitions. */
async function builtInFacts({ client }: TestCluster, name: string): Promise<PulledFacts> {
  const facts = await pullFacts(client, name);
  const { items } = await client.get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const custom = isJsonArray(items)
    ? items.filter(isJsonObject).flatMap((one) => Object.keys(factsFromDefinition(one)))
    : [];
  const kinds = Object.entries(facts.kinds).filter(([key]) => !custom.includes(key));
  return { ...facts, kinds: Object.fromEntries(kinds) };
}
