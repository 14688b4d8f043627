import { validCustomResourceDefinition } from '../../../lib/checks/api-server/valid-custom-resource-definition';
import { isKubernetesVersion, type KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { isManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { estimateCost } from '../../../lib/schema/cel/cost/estimate-cost';
import { sizedType } from '../../../lib/schema/cel/cost/sized-type';
import { checkExpression } from '../../../lib/schema/cel/types/check-types';
import { declaredType } from '../../../lib/schema/cel/types/declared-type';
import { isStructuralSchema } from '../../../lib/schema/facts/is-structural-schema';
import { facts } from '../../checks/facts';
import { findingsOf } from '../../checks/fixture';
import { describeVersions } from '../describe-versions';
import { causesOf, dryRunDefinition } from './dry-run-definition';
import { Random, randomRules, type RandomRules } from './random-rules';

const count = Number(process.env.RULE_COSTS ?? 40);
const seed = Number(process.env.SEED ?? 1);
const limit = 10_000_000n;

describeVersions('what rules cost', (cluster) => {
  const { version } = cluster;
  if (!isKubernetesVersion(version)) throw new Error(`no version that is judged: ${version}`);

  test('is estimated as the server does, on both sides of its limits', async () => {
    const random = new Random(seed);
    const differences: object[] = [];
    let [refusals, acceptances] = [0, 0];
    for (const rules of randomRules(seed, count, version)) {
      const definition = definitionOf(rules, version, random);
      const causes = causesOf(await dryRunDefinition(cluster, definition)).map(withOwnPath);
      const ours = messagesFor(definition, version);
      if (causes.length > 0) refusals += 1;
      else acceptances += 1;
      const [theirCosts, ourCosts] = [costsIn(causes), costsIn(ours)];
      if (causes.length > 0 !== ours.length > 0 || theirCosts.join('\n') !== ourCosts.join('\n')) {
        differences.push({
          theirs: causes.filter((cause) => !ours.includes(cause)),
          ours: ours.filter((message) => !causes.includes(message)),
          rules: rules.rules.map(({ rule }) => rule),
        });
      }
    }
    expect({ count: differences.length, differences: differences.slice(0, 3) }).toEqual({ count: 0, differences: [] });
    expect(Math.min(refusals, acceptances)).toBeGreaterThan(count / 10);
  });
});

/** The schema of a single version is named as that of all. */
function withOwnPath(cause: string): string {
  return cause.replace('spec.validation.openAPIV3Schema', 'spec.versions[0].schema.openAPIV3Schema');
}

/** What is said of costs. Of expressions that cost the same, the server names any as those that contribute most. */
function costsIn(messages: readonly string[]): readonly string[] {
  return messages
    .filter((message) => /rule cost|messageExpression cost/.test(message))
    .map((message) => message.replace(/^.*(?=Forbidden: contributed to)/, ''))
    .sort();
}

/** A list for each rule, with as many items as the limit takes, or one more and with messages of any cost. */
function definitionOf({ schema, rules }: RandomRules, version: KubernetesVersion, random: Random): JsonObject {
  const isOver = random.chance(60);
  const lists = rules.flatMap(({ rule, ...message }, index) => {
    const cost = costOf(schema, rule, version);
    if (cost === undefined) return [];
    const most = cost === 0n ? 10n : limit / cost;
    if (!isOver && most === 0n) return [];
    const maxItems = Number(most === 0n ? 1n : isOver && random.chance(50) ? most + 1n : most);
    const items = {
      ...schema,
      'x-kubernetes-validations': [{ rule, message: 'no', ...(isOver ? message : {}) }],
    };
    return [[`rule${index}`, { type: 'array', maxItems: Math.min(maxItems, 2 ** 40), items }]] as const;
  });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.costs.example.com' },
    spec: {
      group: 'costs.example.com',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object', properties: Object.fromEntries(isOver ? lists : lists.slice(0, 6)) },
              },
            },
          },
        },
      ],
    },
  };
}

function costOf(schema: JsonObject, rule: string, version: KubernetesVersion): bigint | undefined {
  if (!isStructuralSchema(schema)) return undefined;
  const [type, sizes] = [declaredType(schema, false), sizedType(schema, false, version)];
  if (type === undefined || sizes === undefined) return undefined;
  const checked = checkExpression(rule, new Map([['self', type]]), version);
  if ('error' in checked) return undefined;
  const { least, most } = estimateCost(checked, sizes, version);
  // Where the processor decides, nothing is said.
  return least === most ? most : undefined;
}

function messagesFor(definition: JsonObject, version: KubernetesVersion): string[] {
  if (!isManifest(definition)) throw new Error('a definition is an object');
  const context = {
    cluster: facts({ kubernetesVersion: version }),
    manifests: new ManifestSet([{ manifest: definition }]),
  };
  return findingsOf(validCustomResourceDefinition, context)
    .filter(({ status }) => status === 'violated')
    .map(({ path, message }) => `${path}: ${message}`);
}
