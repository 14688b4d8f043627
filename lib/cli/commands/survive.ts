import { parseArgs } from 'node:util';
import { syncedBy } from '../../fleet/git-ops-facts';
import { unknownName } from '../../fleet/name-rules';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import { printable } from '../../manifest/objects/printable';
import { MalformedPolicies, problemLines } from '../../reach/policies/policy-problem';
import { reachability } from '../../reach/questions/reachability';
import { survivalFormats } from '../../report/survival/survival-formats';
import { parseLoss, type Loss } from '../../survival/loss';
import { survival, type Survival } from '../../survival/survival';
import type { CommittedTree } from '../../survival/surviving-tree';
import { readCheckOptions } from '../check-options';
import { clusterFor } from '../cluster-for';
import { describedCluster, type DescribedClusters } from '../cluster-facts-file';
import { assertDescribedClusters } from '../assert-described-clusters';
import type { ReadTree } from '../cluster-trees';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { namedTrees } from '../named-trees';

const formatNames = survivalFormats.map(({ name }) => name);

export const survive: Command = {
  usage: `Usage: cdk8s-blueprints survive DIR --without LOSS [OPTIONS]

Says from the committed trees of a fleet what is left of it without a region or a cluster: each workload is lost, degraded
(with the replicas that are left), unproved (it keeps data of its own, or may be scaled to zero), or serves as before; so is
each host name of Ingresses, routes and VirtualServices. What is lost comes with the workloads that could reach it.

  --without LOSS        what is lost: region:eu-west-1, cluster:prod-euw1; may be repeated, all are lost at once then
  --environment NAME    only what runs in this environment; may be repeated
  --cluster-facts FILE  what else is known of the clusters, region and gitOps above all, as for "check"; what the inventory
                        of the folder says when left out
  --output FORMAT       ${formatNames.join(', ')}; text when left out

Exit codes: 0 nothing is lost for good, 1 something is, 2 could not run, or could not read the whole tree.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      without: { type: 'string', multiple: true },
      environment: { type: 'string', multiple: true, default: [] },
      'cluster-facts': { type: 'string' },
      output: { type: 'string', default: 'text' },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('exactly one folder or file is expected');
  const format = survivalFormats.find(({ name }) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formatNames.join(', ')}`);
  const { without = [] } = values;
  if (without.length === 0) throw new UsageError('--without is expected: region:NAME or cluster:NAME');
  const read = inEnvironments(namedTrees(path), values.environment);
  const unread = read.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error');
  for (const { origin, message } of unread) io.writeError(`not read: ${origin ?? ''}: ${message}\n`);
  const { described } = readCheckOptions({ clusterFacts: values['cluster-facts'] });
  assertDescribedClusters(described, read);
  const trees = read.map((tree) => clusterTree(tree, described));
  const answer = answerFor(
    trees,
    without.map((text) => readLoss(text, trees)),
    io,
  );
  if (answer === undefined) return 2;
  io.write(format.format(answer));
  if (unread.length > 0) return 2;
  return [...answer.workloads, ...answer.hosts].some(({ status }) => status === 'lost') ? 1 : 0;
}

function inEnvironments(trees: readonly ReadTree[], wanted: readonly string[]): readonly ReadTree[] {
  const known = [...new Set(trees.map(({ environment = '' }) => environment))];
  for (const name of wanted) if (!known.includes(name)) throw unknownName('--environment', name, known);
  return wanted.length === 0 ? trees : trees.filter(({ environment = '' }) => wanted.includes(environment));
}

function readLoss(text: string, trees: readonly CommittedTree[]): Loss {
  const loss = parseLoss(text, trees);
  if ('domain' in loss) return loss;
  throw new UsageError(`--without ${text}: ${loss.message}\n  fix:  ${loss.fix}`);
}

function clusterTree(tree: ReadTree, described: DescribedClusters): CommittedTree {
  const { profile: _, suppressions: _suppressions, ...facts } = describedCluster(described, tree.cluster, tree.facts);
  const { cluster } = clusterFor({ tree, facts, kubernetes: undefined, layers: [] });
  const manifests = new ManifestSet(tree.manifests);
  return {
    cluster: tree.cluster,
    environment: tree.environment ?? '',
    region: cluster.region,
    syncedBy: cluster.gitOps === undefined ? undefined : syncedBy(cluster.gitOps),
    manifests,
    reachability: () =>
      reachability(manifests, {
        network: cluster.network,
        ingressControllers: cluster.network.ingressControllers,
        ...(cluster.mesh === undefined ? {} : { mesh: cluster.mesh }),
      }),
  };
}

/** Policies that cannot be read leave open who could reach what. */
function answerFor(trees: readonly CommittedTree[], losses: readonly Loss[], io: CommandIo): Survival | undefined {
  try {
    return survival(trees, losses);
  } catch (error) {
    if (!(error instanceof MalformedPolicies)) throw error;
    const lines = ['Not answered, because policies are malformed:', ...error.problems.flatMap(problemLines)];
    io.writeError(lines.map((line) => `${printable(line)}\n`).join(''));
    return undefined;
  }
}
