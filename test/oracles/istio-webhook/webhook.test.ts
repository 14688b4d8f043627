import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { allChecks } from '../../../lib/checks/all-checks';
import { runChecks } from '../../../lib/checks/run-checks';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';
import { isManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { facts } from '../../checks/facts';
import { isNightly } from '../../nightly';
import { sharedCatalog } from '../../schema/shared-definitions';
import { describeWithShared, shared } from '../../shared-folder';
import { askWebhook, isWebhookAtHand } from './istio-webhook';
import { mutantsOf } from './mutants';

const root = join(__dirname, '../../..');
const wanted = Number(process.env.MUTANTS ?? (isNightly ? 40_000 : 8_000));

/**
 * What Istio accepts and a check calls an error: the webhook does not look, and what is written does nothing.
 * `kind path`, without the numbers of items.
 */
const reasoned: readonly string[] = [
  // The operation is ignored for what the patch applies to, as istioctl analyze says as well.
  'EnvoyFilter spec.configPatches[].patch.operation',
];

/**
 * What Istio refuses and no check does, by the beginning of what it says: patches of Envoy's own configuration, which
 * only Envoy's definitions could judge.
 */
const beyond =
  /^(proto:|\(line|could not resolve|referenced type unknown|Envoy filter: missing type URL|json:|unknown|any:)/;

interface Example {
  readonly file: string;
  readonly object: JsonObject;
}

/** Every object of Istio in a folder. */
function objectsOf(folder: string): readonly Example[] {
  const files = readdirSync(join(root, folder), { encoding: 'utf8', recursive: true }).filter((name) =>
    name.endsWith('.yaml'),
  );
  return files.sort().flatMap((file) =>
    readFileSync(join(root, folder, file), 'utf8')
      .split(/^---\n/m)
      .filter((text) => /^apiVersion: (networking|security|telemetry|extensions)\.istio\.io\//m.test(text))
      .map((text): unknown => JSON.parse(JSON.stringify(parse(text))))
      .filter(isJsonObject)
      .map((object) => ({ file, object })),
  );
}

/** Objects that say different things. */
function distinct(examples: readonly Example[]): readonly JsonObject[] {
  return [...new Map(examples.map(({ object }) => [JSON.stringify([object.kind, object.spec]), object])).values()];
}

function schemasOf(): ReadonlyMap<string, JsonObject> {
  const schemas = new Map<string, JsonObject>();
  for (const file of readdirSync(shared('crds', 'istio'))) {
    const definition: unknown = parse(readFileSync(shared('crds', 'istio', file), 'utf8'));
    const { spec } = definition as { spec: { group: string; names: { kind: string }; versions: Version[] } };
    for (const { name, schema } of spec.versions) {
      const inner = schema.openAPIV3Schema.properties.spec;
      if (isJsonObject(inner)) schemas.set(`${spec.group}/${name}/${spec.names.kind}`, inner);
    }
  }
  return schemas;
}

interface Version {
  readonly name: string;
  readonly schema: { readonly openAPIV3Schema: { readonly properties: JsonObject } };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Checks that judge one object by its own form. */
const judging = allChecks.filter(({ id }) => /^valid-(istio-|schema$|rules$)/.test(id));

const describeWebhook = isWebhookAtHand ? describeWithShared : describe.skip;

describeWebhook('checks and Istio’s webhook agree', () => {
  const catalog = isWebhookAtHand ? sharedCatalog('istio') : undefined;

  function errorsOf(object: JsonObject) {
    if (!isManifest(object)) throw new Error('a mutant is an object');
    const manifests = new ManifestSet([{ manifest: object }]);
    const known = catalog === undefined ? {} : { schemas: catalog };
    const { findings } = runChecks({ manifests, cluster: facts(), checks: judging, profile: 'strict', ...known });
    return findings.filter(({ severity, status }) => severity === 'error' && status === 'violated');
  }

  test('on every example of a check that is not about this: Istio takes it', async () => {
    const examples = objectsOf('test/checks').filter(
      ({ file }) => basename(file).startsWith('pass.') || !file.startsWith('valid-istio-'),
    );
    expect(examples.length).toBeGreaterThan(50);
    const verdicts = await askWebhook(examples.map(({ object }) => object));
    expect(
      examples.flatMap(({ file }, index) =>
        verdicts[index]?.refused === undefined ? [] : [{ file, ...verdicts[index] }],
      ),
    ).toEqual([]);
  });

  test('on mutants of our own output and of every example', async () => {
    const schemas = schemasOf();
    const all = distinct([...objectsOf('dist'), ...objectsOf('test/checks')]).flatMap((object) => [
      { what: 'as it is', object },
      ...mutantsOf(object, schemas.get(`${textOf(object.apiVersion)}/${textOf(object.kind)}`)),
    ]);
    const step = Math.max(1, Math.floor(all.length / wanted));
    const first = Number(process.env.SEED ?? 0) % step;
    const mutants = all.filter((_, index) => index % step === first);
    const verdicts = await askWebhook(mutants.map(({ object }) => object));
    const [misses, falseErrors]: [unknown[], unknown[]] = [[], []];
    let refusals = 0;
    mutants.forEach(({ what, object }, index) => {
      const refused = verdicts[index]?.refused;
      const errors = errorsOf(object);
      const shown = { what, kind: object.kind, spec: object.spec };
      if (refused !== undefined) {
        refusals += 1;
        if (errors.length === 0 && !beyond.test(refused)) misses.push({ ...shown, refused });
      } else if (errors.length > 0 && errors.every(({ id }) => id.startsWith('valid-istio-'))) {
        const unlisted = errors.filter(
          ({ path }) => !reasoned.includes(`${textOf(object.kind)} ${path.replace(/\d+/g, '')}`),
        );
        if (unlisted.length > 0)
          falseErrors.push({ ...shown, says: unlisted.map(({ path, message }) => `${path}: ${message}`) });
      }
    });
    console.log(`istio-webhook: ${mutants.length} of ${all.length} mutants, ${refusals} refused`);
    expect({ misses, falseErrors }).toEqual({ misses: [], falseErrors: [] });
    // Both verdicts are given often enough for the comparison to mean something.
    expect(Math.min(refusals, mutants.length - refusals)).toBeGreaterThan(mutants.length / 10);
  });
});
