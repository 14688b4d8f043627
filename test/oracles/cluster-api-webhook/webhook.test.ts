import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { managedClusters } from '../../../apps/clusters/fleet';
import { allChecks } from '../../../lib/checks/all-checks';
import { clustersChecks } from '../../../lib/checks/clusters/clusters-checks';
import { runChecks } from '../../../lib/checks/run-checks';
import { visits } from '../../../lib/checks/visits';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { identityOf } from '../../../lib/manifest/objects/object-identity';
import { synthesize } from '../../../lib/testing';
import { facts } from '../../checks/facts';
import { findingsOf, readFixture } from '../../checks/fixture';
import { sharedCatalog } from '../../schema/shared-definitions';
import { describeWithShared } from '../../shared-folder';
import { askWebhooks, isWebhookAtHand, type Question } from './cluster-api-webhook';

/** Checks of what the webhooks look at, too. The others are about what comes later, or about other objects. */
const judging = clustersChecks.filter(({ id }) => !/remediation|reference|v1beta1|machine-version/.test(id));

/** What the definitions of Cluster API refuse, before a webhook is asked. */
const bySchema = allChecks.filter(({ id }) => id === 'valid-schema' || id === 'valid-rules');

/** Of an update, the rest of what the webhooks ask is about objects that a running cluster has. */
const aboutVersions = /cannot be (increased|decreased)|cannot update Kubernetes version/;

/** Refused for what no check looks at: names of failure domains, labels and sizes that are no such thing. */
const beyond = /annotations|labels|taint|Duration|decode/;

const root = join(__dirname, '../../checks');
const describeWebhooks = isWebhookAtHand ? describeWithShared : describe.skip;

describeWebhooks('checks and the webhooks of Cluster API agree', () => {
  const tree = isWebhookAtHand
    ? synthesize(managedClusters, 'mgmt-euw1').manifests.map(({ manifest }) => manifest)
    : [];
  const classes = tree.filter(({ kind }) => kind === 'ClusterClass').map(plain);

  test('on the management cluster of ours: they take all of it', async () => {
    const verdicts = await askWebhooks(tree.map((manifest) => ({ object: plain(manifest), classes })));
    expect(verdicts.filter(({ refused }) => refused !== undefined)).toEqual([]);
    expect(verdicts.filter(({ known }) => known).length).toBeGreaterThan(10);
  });

  const examples = judging.flatMap((check) =>
    readdirSync(join(root, check.id)).map((file) => ({ check, file: join(root, check.id, file) })),
  );

  test.each(examples.map(({ check, file }) => [`${check.id}/${basename(file)}`, check, file] as const))(
    'on %s',
    async (_, check, file) => {
      const fixture = readFixture(file, check);
      const manifests = fixture.manifests.all.map(({ manifest }) => manifest);
      const judged = manifests.filter((manifest) => visits(check, manifest));
      const verdicts = await askWebhooks(judged.map((manifest) => questionOf(manifest, manifests, fixture.previous)));
      const found = findingsOf(check, fixture);
      // What is unproved here, and what the tree has not, no webhook says.
      const decided = found.filter(
        ({ status, message }) => status === 'violated' && !message.startsWith('Not found: Cl'),
      );
      const refused = verdicts.filter((verdict) => isRefusal(verdict.refused, fixture.previous !== undefined));
      expect(refused.length > 0).toBe(decided.length > 0 && !isOfTemplate(found));
    },
  );

  test('on mutants of the Clusters of ours', async () => {
    const catalog = sharedCatalog('cluster-api');
    const mutants = tree
      .filter(({ kind }) => kind === 'Cluster')
      .flatMap((manifest) => changesOf(plain(manifest).spec, 'spec').map((change) => mutantOf(manifest, change)));
    const verdicts = await askWebhooks(mutants.map(({ object }) => ({ object, classes })));
    const [misses, falseErrors]: [unknown[], unknown[]] = [[], []];
    mutants.forEach(({ what, object }, index) => {
      const refused = verdicts[index]?.refused;
      const manifests = new ManifestSet(
        [...tree.filter((other) => !isSame(other, object)), object].flatMap((manifest) =>
          isManifest(manifest) ? [{ manifest }] : [],
        ),
      );
      const checks = [...judging, ...bySchema];
      const { findings } = runChecks({ manifests, cluster: facts(), checks, profile: 'strict', schemas: catalog });
      const errors = findings.filter(
        ({ object: { kind, name }, severity, status }) =>
          severity === 'error' && status === 'violated' && kind === object.kind && name === nameOf(object),
      );
      if (refused !== undefined && errors.length === 0 && !beyond.test(refused)) misses.push({ what, refused });
      const ours = errors.filter(
        ({ id, message }) => judging.some((check) => check.id === id) && !message.startsWith('Not found: Cl'),
      );
      const others = errors.filter((error) => !ours.includes(error));
      if (refused === undefined && ours.length > 0 && others.length === 0 && !isOfTemplate(ours))
        falseErrors.push({ what, says: ours.map(({ message }) => message) });
    });
    const refusals = verdicts.filter(({ refused }) => refused !== undefined).length;
    console.log(`cluster-api-webhook: ${mutants.length} mutants, ${refusals} refused`);
    expect({ misses, falseErrors }).toEqual({ misses: [], falseErrors: [] });
    expect(refusals).toBeGreaterThan(50);
  });
});

/** A control plane of the wrong size in a topology is refused when Cluster API makes the object from it. */
function isOfTemplate(found: readonly { readonly path: string }[]): boolean {
  return found.some(({ path }) => path === 'spec.topology.controlPlane.replicas');
}

function isRefusal(refused: string | undefined, isUpdate: boolean): boolean {
  return refused !== undefined && (!isUpdate || aboutVersions.test(refused));
}

function questionOf(manifest: Manifest, all: readonly Manifest[], previous: ManifestSet | undefined): Question {
  const before = previous?.get(identityOf(manifest))?.manifest;
  return {
    object: plain(manifest),
    ...(before === undefined ? {} : { previous: plain(before) }),
    classes: all.filter(({ kind }) => kind === 'ClusterClass').map(plain),
  };
}

interface Mutant {
  readonly what: string;
  readonly object: JsonObject;
}

type Change = readonly [what: string, value: JsonValue | undefined];

function mutantOf(manifest: Manifest, [what, spec]: Change): Mutant {
  return { what: `${manifest.kind} ${manifest.metadata.name ?? ''} ${what}`, object: { ...plain(manifest), spec } };
}

const texts = ['', 'default', 'large', 'v1.28.15', '1.30', 'v1.99.0', 'v1.28', 'DevMachine', 'Template', '50%', 'a b'];
const numbers = [-1, 0, 1, 2, 29, 30];

/** A value with one thing changed, for every place in it. */
function changesOf(value: JsonValue | undefined, path: string): readonly Change[] {
  if (isJsonArray(value))
    return [
      [`${path} with its first item twice`, [...value.slice(0, 1), ...value]],
      ...value.flatMap((item, index) =>
        changesOf(item, `${path}[${index}]`).map(([what, changed]): Change => [
          what,
          value.with(index, changed ?? null),
        ]),
      ),
    ];
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, inner]): readonly Change[] => {
      const { [name]: _, ...rest } = value;
      return [
        [`${path}.${name} left out`, rest],
        ...changesOf(inner, `${path}.${name}`).map(([what, changed]): Change => [what, { ...value, [name]: changed }]),
      ];
    });
  const others = typeof value === 'number' ? numbers : typeof value === 'string' ? texts : [];
  return others.filter((other) => other !== value).map((other): Change => [`${path}: ${JSON.stringify(other)}`, other]);
}

function plain(manifest: Manifest): JsonObject {
  const object: unknown = JSON.parse(JSON.stringify(manifest));
  if (!isJsonObject(object)) throw new Error('a manifest is an object');
  return object;
}

function isSame({ kind, metadata }: Manifest, object: JsonObject): boolean {
  return kind === object.kind && metadata.name === nameOf(object);
}

function nameOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
}
