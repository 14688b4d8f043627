import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CheckCache } from '../../checks/incremental/check-cache';
import { profiles } from '../../checks/profile';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { printable } from '../../manifest/objects/printable';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import { readBytes } from '../../reader/read-folder';
import { locateFields } from '../../reader/locate-fields';
import { defaultReadLimits } from '../../reader/read-limits';
import { reportFormats } from '../../report/report-formats';
import { markOfThisMachine } from '../../synth/writer/machine-key';
import { assertDescribedClusters, strayClusters } from '../assert-described-clusters';
import { readCheckOptions } from '../check-options';
import { checkTrees } from '../check-trees';
import { assertChecks, reportOf } from '../chosen-checks';
import { chosenManifests } from '../chosen-manifests';
import { readClusterTrees, unnamedCluster, type ReadTree } from '../cluster-trees';
import { existingPath, namedTrees } from '../named-trees';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { withFactsTold } from '../facts-of-the-tree';
import { packageVersion } from '../package-version';

const formatNames = reportFormats.map(({ name }) => name);

export const check: Command = {
  usage: `Usage: cdk8s-blueprints check DIR [OPTIONS]

Judges the manifests of a folder or file, or of standard input ("-"): YAML and JSON, many documents a file, Lists.
A folder that a fleet was written to is judged cluster by cluster, any other folder as one cluster.

  --kubernetes VERSION  version of the API server; newest known when left out
  --schemas PATH        what the cluster serves: a file of "schemas pull", or a folder of such files and of
                        CustomResourceDefinitions; may be repeated, the first that knows a kind decides
  --cluster-facts FILE  what else is known of the clusters: tier, region, zones, cni, mesh, network, externalObjects,
                        storageClasses, suppressions; for all of them, and for each by name under "clusters"; said
                        over what the inventory of the folder says
  --strict-facts        whatever the inventory says that weakens the checks does not count: suppressions, profile, tier,
                        objects elsewhere; the cluster is judged as one in production
  --base DIR            the tree that was last committed, for rules about changes
  --profile PROFILE     ${profiles.join(', ')}; "production" for clusters of tier production, else "baseline"
  --output FORMAT       ${formatNames.join(', ')}; text when left out
  --proofs              list what was proved as well, and what it takes for granted
  --namespace, -n NAME  the namespace of objects that live in one and name none, as "kubectl apply" takes it
  --exclude PATTERN     leave files out, such as "tests", "*.test.yaml" or "charts/**/ci"; may be repeated
  --only CHECK          only this check; may be repeated
  --skip CHECK          all but this check; may be repeated
  --verbose             list infos as well, which a text counts otherwise
  --cache FILE          keep results in a file, and check again only what changed since; a file of another machine or
                        user counts only where both have the same CDK8S_BLUEPRINTS_KEY

Exit codes: 0 no finding of severity error, 1 at least one, 2 could not run: wrong options, or nothing to read.
`,
  run,
};

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      kubernetes: { type: 'string' },
      schemas: { type: 'string', multiple: true, default: [] },
      'cluster-facts': { type: 'string' },
      base: { type: 'string' },
      profile: { type: 'string' },
      output: { type: 'string', default: 'text' },
      proofs: { type: 'boolean', default: false },
      cache: { type: 'string' },
      'strict-facts': { type: 'boolean', default: false },
      namespace: { type: 'string', short: 'n' },
      exclude: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      skip: { type: 'string', multiple: true },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('exactly one folder or file is expected');
  const format = reportFormats.find(({ name }) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formatNames.join(', ')}`);

  assertChecks('--only', values.only);
  assertChecks('--skip', values.skip);
  const options = readCheckOptions({
    kubernetes: values.kubernetes,
    schemas: values.schemas,
    clusterFacts: values['cluster-facts'],
    profile: values.profile,
  });
  const input = path === '-' ? await io.readInput(defaultReadLimits.fileBytes) : undefined;
  const read = input === undefined ? namedTrees(path) : [inputTree(input)];
  const trees = read.map((tree) => withFactsTold(chosenManifests(tree, values), values['strict-facts']));
  assertDescribedClusters(options.described, trees);
  io.writeError(strayClusters(options.described, trees) ?? '');
  const base = values.base === undefined ? undefined : readBase(values.base, trees);
  const cache = values.cache === undefined ? undefined : openCache(values.cache);

  const checked = reportOf(checkTrees(trees, { ...options, base, cache, today: io.today }), values);
  const report = {
    ...checked,
    findings: locateFields(checked.findings, (file) =>
      input === undefined ? contentOf(file) : String(Buffer.from(input)),
    ),
  };
  if (cache !== undefined && values.cache !== undefined) writeCache(values.cache, cache);
  io.write(format.format(report, { color: io.color, proofs: values.proofs, verbose: values.verbose }));
  return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function inputTree(bytes: Uint8Array): ReadTree {
  return { cluster: unnamedCluster, ...readBytes('standard input', bytes) };
}

/** A file that was read before; undefined where it is gone, or has grown beyond what is read. */
function contentOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= defaultReadLimits.fileBytes ? readFileSync(file, 'utf8') : undefined;
}

/** A document of the base that cannot be read would make a change look like a new object. */
function readBase(path: string, trees: readonly ReadTree[]): ReadonlyMap<string, ManifestSet> {
  const base = readClusterTrees(existingPath(path));
  const [unread] = base.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error');
  if (unread !== undefined) throw new Error(printable(`--base ${path}: ${unread.origin}: ${unread.message}`));
  const objects = new Map<string, LocatedManifest[]>();
  for (const { cluster, manifests } of base) objects.set(cluster, [...(objects.get(cluster) ?? []), ...manifests]);
  const byCluster = new Map([...objects].map(([cluster, manifests]) => [cluster, new ManifestSet(manifests)]));
  const known = trees.some(({ cluster }) => byCluster.has(cluster));
  if (!known)
    throw new UsageError(
      `--base ${path}: has none of the clusters ${printable(trees.map(({ cluster }) => cluster).join(', '))}`,
    );
  return byCluster;
}

/** Only what a run on this machine has kept: whoever can commit a file could make any tree pass by it. */
function openCache(file: string): CheckCache {
  const version = packageVersion();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lineEnd = text.indexOf('\n');
  const [mark, content] = [text.slice(0, Math.max(lineEnd, 0)), text.slice(lineEnd + 1)];
  return mark === markOfThisMachine(content) ? CheckCache.parse(content, version) : new CheckCache(version);
}

/** Never through a link that has the file's name. */
function writeCache(file: string, cache: CheckCache): void {
  const content = cache.format();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${markOfThisMachine(content)}\n${content}`, { flag: 'wx' });
  renameSync(draft, file);
}
