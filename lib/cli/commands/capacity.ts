import { parseArgs } from 'node:util';
import { clusterCapacity, nodesOfCluster } from '../../capacity/cluster-capacity';
import { readNodes, type Nodes } from '../../capacity/nodes/read-nodes';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import { printable } from '../../manifest/objects/printable';
import { readFolder } from '../../reader/read-folder';
import { capacityFormats } from '../../report/capacity/capacity-formats';
import { assertDescribedClusters, strayClusters } from '../assert-described-clusters';
import { readCheckOptions } from '../check-options';
import { clusterFor } from '../cluster-for';
import { describedCluster } from '../cluster-facts-file';
import type { ReadTree } from '../cluster-trees';
import { namedTrees } from '../named-trees';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';

const formatNames = capacityFormats.map(({ name }) => name);

export const capacity: Command = {
  usage: `Usage: cdk8s-blueprints capacity DIR [OPTIONS]

Says whether every workload of a tree fits when all are at their highest: autoscalers at their maximum, Jobs at their
parallelism, DaemonSets on every node that takes them. Each workload and each ResourceQuota is proved, violated with
what is short, or unproved with the reason.

  --cluster NAME   the cluster to answer for, where the folder holds several and --nodes is for one of them
  --nodes FILE     Node objects, as "kubectl get nodes -o yaml" prints them, and NodePools of Karpenter; when left out,
                   the node pools of each cluster, as the inventory of the folder says them
  --cluster-facts FILE
                   what else is known of the clusters: nodePools, zones, mesh and so on, as for "check"
  --zone-lost      also without each zone in turn; the worst answer counts
  --surge          count the extra pods of rolling updates
  --output FORMAT  ${formatNames.join(', ')}; text when left out

Exit codes: 0 nothing is violated, 1 something is, 2 could not run, or could not read the whole tree.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      cluster: { type: 'string' },
      nodes: { type: 'string' },
      'cluster-facts': { type: 'string' },
      'zone-lost': { type: 'boolean', default: false },
      surge: { type: 'boolean', default: false },
      output: { type: 'string', default: 'text' },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('exactly one folder or file is expected');
  const format = capacityFormats.find(({ name }) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formatNames.join(', ')}`);
  const named = values.nodes === undefined ? undefined : readNodesFile(values.nodes);
  const trees = chosenTrees(namedTrees(path), values.cluster, path);
  if (named !== undefined && trees.length > 1) {
    throw new UsageError(
      `${path} holds several clusters, and --nodes is for one: choose it with --cluster: ${namesOf(trees)}`,
    );
  }
  const unread = trees.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error');
  for (const { origin, message } of unread) io.writeError(`not read: ${origin ?? ''}: ${message}\n`);
  const { described } = readCheckOptions({ clusterFacts: values['cluster-facts'] });
  assertDescribedClusters(described, trees);
  io.writeError(strayClusters(described, trees) ?? '');
  const reports = trees.map((tree) => {
    const manifests = new ManifestSet(tree.manifests);
    const { profile: _, suppressions: _suppressions, ...facts } = describedCluster(described, tree.cluster, tree.facts);
    const { cluster } = clusterFor({ tree, facts, kubernetes: undefined, layers: [] });
    const nodes = named ?? nodesOfCluster(manifests, cluster);
    const options = { nodes, zoneLost: values['zone-lost'], surge: values.surge };
    return { cluster: tree.cluster, capacity: clusterCapacity(manifests, cluster, options), nodes: nodes.nodes };
  });
  io.write(format.format(reports));
  if (unread.length > 0) return 2;
  const answers = reports.flatMap(({ capacity: { workloads, quotas } }) => [...workloads, ...quotas]);
  return answers.some(({ status }) => status === 'violated') ? 1 : 0;
}

function chosenTrees(trees: readonly ReadTree[], wanted: string | undefined, path: string): readonly ReadTree[] {
  const chosen = wanted === undefined ? trees : trees.filter(({ cluster }) => cluster === wanted);
  if (chosen.length === 0) throw new UsageError(`--cluster ${wanted ?? ''}: ${path} holds ${namesOf(trees)}`);
  return chosen;
}

function namesOf(trees: readonly ReadTree[]): string {
  return printable(trees.map(({ cluster }) => cluster).join(', '));
}

/** What pods may run on. A file that says nothing about nodes is the wrong one. */
function readNodesFile(file: string): Nodes {
  const { manifests, findings } = readFolder(file);
  const [unread] = findings.filter(({ severity }) => severity === 'error');
  if (unread !== undefined) throw new Error(`--nodes ${file}: ${unread.origin ?? ''}: ${unread.message}`);
  const nodes = readNodes(manifests);
  if (nodes.nodes.length + nodes.elasticPools.length === 0) {
    throw new UsageError(`--nodes ${file}: has no Node and no NodePool of karpenter.sh`);
  }
  return nodes;
}
