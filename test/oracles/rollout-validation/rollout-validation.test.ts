import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { allChecks } from '../../../lib/checks/all-checks';
import { deliveryChecks } from '../../../lib/checks/delivery/delivery-checks';
import { runChecks } from '../../../lib/checks/run-checks';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { isManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { facts } from '../../checks/facts';
import { isNightly } from '../../nightly';
import { sharedCatalog } from '../../schema/shared-definitions';
import { describeWithShared, shared } from '../../shared-folder';
import { mutantsOf } from '../istio-webhook/mutants';
import { askRolloutValidation, isRolloutValidationAtHand } from './rollout-validation';
import { rolloutTrees } from './rollout-trees';

const wanted = Number(process.env.MUTANTS ?? (isNightly ? 40_000 : 4_000));

/** Checks that know what the controller asks, and those of the schema and of pods, as which it reads a template. */
const judging = allChecks.filter(({ id }) => /^(valid-|require-(rollout-|analysis-template))/.test(id));

/**
 * What a check calls an error and the rules that are asked do not, `id path` without the numbers of items: the
 * controller finds it later, when it looks an object up, starts an analysis, or asks Prometheus.
 */
const later =
  /^(valid-rollout \S+\.(appMesh\.virtualService|ambassador\.mappings)|require-analysis-template \S+\.(dryRun|measurementRetention)|valid-rollout \S+\.fieldPath|valid-analysis-template \S+\.prometheus\.query)$/;

/** What Go cannot read: the schema, where it says so, is the API server's. */
const unreadable = /^(decode|panic: json): /;

function isOfDelivery(id: string): boolean {
  return deliveryChecks.some((check) => check.id === id);
}

interface Case {
  readonly what: string;
  readonly tree: readonly JsonObject[];
}

/** The tree as it is, and with one thing changed in any of its objects. */
function* casesOf(tree: readonly JsonObject[], schemas: ReadonlyMap<string, JsonObject>): Iterable<Case> {
  yield { what: 'as it is', tree };
  for (const [index, object] of tree.entries()) {
    const { kind, metadata } = object;
    if (typeof kind !== 'string' || !isJsonObject(metadata)) continue;
    for (const mutant of mutantsOf(object, schemas.get(kind))) {
      // What the tree is found by stays, and what pods may be is a matter of other checks.
      if (mutant.what === 'dotted name' || mutant.what.startsWith('spec.template.spec')) continue;
      yield { what: `${kind} ${mutant.what}`, tree: tree.map((each, at) => (at === index ? mutant.object : each)) };
    }
  }
}

function schemasOf(): ReadonlyMap<string, JsonObject> {
  const files = readdirSync(shared('crds', 'argo-rollouts')).map((file) => shared('crds', 'argo-rollouts', file));
  return new Map(
    files.flatMap((file) => {
      const { spec } = parse(readFileSync(file, 'utf8')) as Definition;
      const inner = spec.versions[0]?.schema.openAPIV3Schema.properties.spec;
      return isJsonObject(inner) ? [[spec.names.kind, inner] as const] : [];
    }),
  );
}

interface Definition {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly schema: { readonly openAPIV3Schema: { readonly properties: JsonObject } };
    }[];
  };
}

const describeRules = isRolloutValidationAtHand ? describeWithShared : describe.skip;

describeRules('checks and the controller of Argo Rollouts agree', () => {
  const catalog = isRolloutValidationAtHand ? sharedCatalog('argo-rollouts', 'istio') : undefined;

  /** Errors about the object that is judged, or about any. */
  function errorsOf(tree: readonly JsonObject[]) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const objects = [...tree, namespace].filter(isManifest);
    const [judged] = objects;
    if (judged === undefined || judged !== tree[0]) throw new Error('the first object is judged');
    const known = catalog === undefined ? {} : { schemas: catalog };
    const manifests = new ManifestSet(objects.map((manifest) => ({ manifest })));
    const { findings } = runChecks({ manifests, cluster: facts(), checks: judging, profile: 'strict', ...known });
    const errors = findings.filter(({ severity, status }) => severity === 'error' && status === 'violated');
    const { kind, metadata } = judged;
    return { errors, own: errors.filter(({ object }) => object.kind === kind && object.name === metadata.name) };
  }

  test('on Rollouts, templates and what they name, with one thing changed', async () => {
    const schemas = schemasOf();
    const all = rolloutTrees().flatMap((tree) => [...casesOf(tree, schemas)]);
    const step = Math.max(1, Math.floor(all.length / wanted));
    const first = Number(process.env.SEED ?? 0) % step;
    const cases = all.filter(({ what }, index) => index % step === first || what === 'as it is');
    const verdicts = await askRolloutValidation(cases.map(({ tree }) => tree));
    const [misses, falseErrors]: [unknown[], unknown[]] = [[], []];
    let refusals = 0;
    cases.forEach(({ what, tree }, index) => {
      const refused = verdicts[index] ?? [];
      const { errors, own } = errorsOf(tree);
      if (refused.length > 0) refusals += 1;
      if (refused.length > 0 && errors.length === 0 && !refused.every((each) => unreadable.test(each)))
        misses.push({ what, refused });
      const beyond = own.filter(({ id, path }) => isOfDelivery(id) && !later.test(`${id} ${path.replace(/\d+/g, '')}`));
      if (refused.length === 0 && beyond.length > 0)
        falseErrors.push({ what, says: beyond.map(({ id, path, message }) => `${id} ${path}: ${message}`) });
    });
    console.log(`rollout-validation: ${cases.length} of ${all.length} cases, ${refusals} refused`);
    expect({ misses, falseErrors }).toEqual({ misses: [], falseErrors: [] });
    // Both verdicts are given often enough for the comparison to mean something.
    expect(Math.min(refusals, cases.length - refusals)).toBeGreaterThan(cases.length / 10);
  });
});
