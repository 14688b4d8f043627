import { isKubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import { plannedTrees } from '../../plan/planned';
import { describeVersions } from '../describe-versions';
import { applyTree, removeObjects } from '../judge/apply-tree';
import { observedVerdict } from './observed-verdict';

const text = { type: 'string' };
const namespace = 'plan-ratcheting';

const named = (value: JsonObject): JsonObject => ({
  type: 'array',
  items: { type: 'object', required: ['name'], properties: { name: text, value } },
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name'],
});

/** What a field was and is to the definition, and what stands there before and after the change. */
const cases: Readonly<
  Record<
    string,
    { readonly was: JsonObject; readonly is: JsonObject; readonly from: JsonObject['']; readonly to: JsonObject[''] }
  >
> = {
  pattern: { was: text, is: { ...text, pattern: '^a' }, from: 'b', to: 'c' },
  maxlength: { was: text, is: { ...text, maxLength: 3 }, from: 'abcd', to: 'efgh' },
  enum: { was: text, is: { ...text, enum: ['a', 'b'] }, from: 'c', to: 'd' },
  maximum: { was: { type: 'integer' }, is: { type: 'integer', maximum: 5 }, from: 6, to: 7 },
  items: {
    was: { type: 'array', items: text },
    is: { type: 'array', items: text, maxItems: 1 },
    from: ['a', 'b'],
    to: ['a', 'c'],
  },
  rule: {
    was: text,
    is: { ...text, 'x-kubernetes-validations': [{ rule: "self.startsWith('a')", message: 'must start with a' }] },
    from: 'b',
    to: 'c',
  },
  transition: {
    was: text,
    is: { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'stays' }] },
    from: 'b',
    to: 'c',
  },
  required: {
    was: { type: 'object', properties: { a: text, b: text } },
    is: { type: 'object', properties: { a: text, b: text }, required: ['b'] },
    from: { a: 'x' },
    to: { a: 'y' },
  },
  named: {
    was: { ...named(text) },
    is: { ...named({ ...text, pattern: '^a' }) },
    from: [
      { name: 'x', value: 'b' },
      { name: 'y', value: 'c' },
    ],
    to: [
      { name: 'z', value: 'a' },
      { name: 'y', value: 'c' },
      { name: 'x', value: 'b' },
    ],
  },
  plain: {
    was: { type: 'array', items: { type: 'object', properties: { value: text } } },
    is: { type: 'array', items: { type: 'object', properties: { value: { ...text, maxLength: 1 } } } },
    from: [{ value: 'bb' }],
    to: [{ value: 'bb' }, { value: 'a' }],
  },
  namedrule: {
    was: { ...named(text) },
    is: { ...named({ ...text, 'x-kubernetes-validations': [{ rule: "self.startsWith('a')" }] }) },
    from: [{ name: 'x', value: 'b' }],
    to: [
      { name: 'x', value: 'b' },
      { name: 'y', value: 'a' },
    ],
  },
  plainrule: {
    was: { type: 'array', items: text },
    is: { type: 'array', items: { ...text, 'x-kubernetes-validations': [{ rule: "self.startsWith('a')" }] } },
    from: ['b'],
    to: ['b', 'a'],
  },
  entries: {
    was: { type: 'object', additionalProperties: text },
    is: { type: 'object', additionalProperties: { ...text, enum: ['a'] } },
    from: { x: 'b' },
    to: { x: 'b', y: 'a' },
  },
  anyof: {
    was: { type: 'object', properties: { a: text, b: text } },
    is: {
      type: 'object',
      properties: { a: text, b: text },
      anyOf: [{ properties: { a: { pattern: '^a' } } }, { required: ['b'], properties: { b: { pattern: '^b' } } }],
    },
    from: { a: 'x' },
    to: { a: 'x', b: 'c' },
  },
  allof: {
    was: { type: 'object', properties: { a: text, b: text } },
    is: { type: 'object', properties: { a: text, b: text }, allOf: [{ properties: { a: { pattern: '^a' } } }] },
    from: { a: 'x' },
    to: { a: 'x', b: 'c' },
  },
  set: {
    was: { type: 'array', items: text },
    is: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    from: ['a', 'a'],
    to: ['a', 'a', 'b'],
  },
};

/** A definition that became stricter knows a field more, which shows whether it is the one that is asked. */
function definition(name: string, field: JsonObject, more: JsonObject = {}): Manifest {
  const kind = `R${name}`;
  const spec = { type: 'object', properties: { field, other: text, ...more } };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `r${name}s.plan.example.org` },
    spec: {
      group: 'plan.example.org',
      scope: 'Namespaced',
      names: { kind, plural: `r${name}s`, singular: `r${name}`, listKind: `${kind}List` },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

function instance(name: string, field: JsonObject[''], other: string): Manifest {
  return {
    apiVersion: 'plan.example.org/v1',
    kind: `R${name}`,
    metadata: { name: 'one', namespace },
    spec: { ...(field === undefined ? {} : { field }), other },
  };
}

const located = (manifests: readonly Manifest[]) =>
  manifests.map((manifest) => ({ manifest, file: 'a.yaml', text: JSON.stringify(manifest) }));

describeVersions('a plan for objects whose definition became stricter', (cluster) => {
  test('says what the server says: of what stays as it was, and of what changes', async () => {
    const names = Object.keys(cases);
    const applied = await applyTree(
      cluster,
      located(
        names.flatMap((name) => [definition(name, cases[name]?.was ?? {}), instance(name, cases[name]?.from, 'a')]),
      ),
      { storesAll: true },
    );
    const differences: object[] = [];
    try {
      expect(applied.complaints.filter(({ verdict }) => verdict === 'rejected')).toEqual([]);
      await applyTree(cluster, located(names.map((name) => definition(name, cases[name]?.is ?? {}, { since: text }))));
      for (const name of names) {
        await changed(cluster, instance(name, cases[name]?.from, 'a'));
        const { was = {}, is = {}, from, to } = cases[name] ?? {};
        const before = instance(name, from, 'a');
        for (const after of [instance(name, from, 'b'), instance(name, to, 'a')]) {
          const { observed, said } = await observe(cluster, before, after);
          for (const old of [was, is]) {
            const planned = planOf(cluster, [definition(name, old), before], [definition(name, is), after]);
            if (planned !== observed)
              differences.push({ name, isNewDefinition: old === was, spec: after.spec, planned, observed, said });
          }
        }
      }
    } finally {
      await removeObjects(cluster, applied.created);
    }
    expect(differences).toEqual([]);
  });
});

/** Waits until the definition that was changed is the one that is asked. */
async function changed(cluster: TestCluster, object: Manifest): Promise<void> {
  const resource = await cluster.resources.find(object.apiVersion, object.kind);
  if (resource === undefined) throw new Error(`${object.kind} is served`);
  const asked = { ...object, metadata: { ...object.metadata, name: 'another' } };
  await cluster.eventually(
    `the new definition of ${object.kind} is asked`,
    async () => {
      const manifest = { ...asked, spec: { since: 'now' } };
      return failureMessage((await cluster.apply(resource, manifest, JSON.stringify(manifest), { dryRun: true })).body);
    },
    (said) => !said.includes('not declared in schema'),
  );
}

async function observe(cluster: TestCluster, before: Manifest, after: Manifest) {
  const resource = await cluster.resources.find(after.apiVersion, after.kind);
  if (resource === undefined) throw new Error(`${after.kind} is served`);
  const answer = await cluster.apply(resource, after, JSON.stringify(after), { dryRun: true });
  return {
    observed: observedVerdict(`plan.example.org/${after.kind}`, withMetadata(before, answer.body), answer),
    said: answer.status >= 300 ? failureMessage(answer.body) : '',
  };
}

/** The state before as the server has it: what it adds to the metadata is the same in both. */
function withMetadata(before: Manifest, { metadata }: JsonObject): JsonObject {
  return { ...before, ...(metadata === undefined ? {} : { metadata }) };
}

function planOf({ version }: TestCluster, base: readonly Manifest[], next: readonly Manifest[]) {
  if (!isKubernetesVersion(version)) throw new Error(`${version} is known`);
  const { objects } = plannedTrees(base, next, { version });
  return objects.find(({ object: { kind } }) => kind !== 'CustomResourceDefinition')?.verdict;
}
