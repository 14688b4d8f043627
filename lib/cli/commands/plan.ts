import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dangerOf, fleetPlan, type NamedPlan } from '../../plan/fleet-plan';
import { planCluster } from '../../plan/plan-cluster';
import type { Suppression } from '../../fleet/suppression';
import { planFormats } from '../../report/plan/plan-formats';
import { readCheckOptions, type ReadCheckOptions } from '../check-options';
import { clusterFor } from '../cluster-for';
import { describedCluster, type DescribedCluster } from '../cluster-facts-file';
import { unnamedCluster } from '../cluster-trees';
import { existingPath } from '../named-trees';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { Acknowledgements, acknowledgementsFile, committedAcknowledgements } from '../plan/acknowledgements';
import { isAcceptedByName } from '../plan/accepted-by-name';
import { committedTree, parseCommittedBase, treesIn, type CommittedBase } from '../plan/committed-tree';
import { folderSource } from '../plan/folder-source';
import { withFreshSynth } from '../plan/fresh-synth';
import { planPlaces, type PlannedCluster } from '../plan/plan-places';
import { readPlanTrees } from '../plan/read-plan-trees';
import type { TreeSource } from '../plan/tree-source';

const formatNames = planFormats.map(({ name }) => name);

export const plan: Command = {
  usage: `Usage: cdk8s-blueprints plan [DIR] [OPTIONS]

Says what a change does to the clusters, before it is merged: which objects are created, updated in place, rolled,
recreated, rejected by the API server or deleted, which pods restart and why, and what data is at risk.
DIR is the new tree; without it the app of cdk8s.yaml is run into a temporary folder.

  --base DIR|COMMIT     the old tree: a folder, or a commit, branch or tag, read out of Git without a checkout; HEAD
                        when left out. COMMIT:PATH where the tree had another name
  --output FORMAT       ${formatNames.join(', ')}; text when left out
  --acknowledge NAME    the deletion of a stateful object that is meant, KIND/NAMESPACE/NAME, perhaps after CLUSTER:;
                        may be repeated. Lines that the change adds to ${acknowledgementsFile} count as well
  --max-deletions N     percentage of a cluster's objects that one change may delete; 25 when left out
  --kubernetes VERSION  version of the API server; what the inventory says, or the newest known, when left out
  --schemas PATH        what the cluster serves, as for "check"; may be repeated
  --cluster-facts FILE  what else is known of the clusters, as for "check"
  --app COMMAND         the app to run where DIR is left out; that of cdk8s.yaml when left out

Exit codes: 0 nothing changes, 1 something changes, 3 something dangerous does (rejected or recreated objects, data at
risk, a breaking definition, deletions that nobody acknowledged), 2 could not run.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      base: { type: 'string' },
      output: { type: 'string', default: 'text' },
      acknowledge: { type: 'string', multiple: true, default: [] },
      'max-deletions': { type: 'string', default: '25' },
      kubernetes: { type: 'string' },
      schemas: { type: 'string', multiple: true, default: [] },
      'cluster-facts': { type: 'string' },
      app: { type: 'string' },
    },
  });
  const [path, ...more] = positionals;
  if (more.length > 0) throw new UsageError('at most one folder or file is expected');
  const format = planFormats.find(({ name }) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formatNames.join(', ')}`);
  const options = readCheckOptions({
    kubernetes: values.kubernetes,
    schemas: values.schemas,
    clusterFacts: values['cluster-facts'],
  });
  const { base } = values;
  const isFolder = base !== undefined && existsSync(base);
  const committed = isFolder ? undefined : parseCommittedBase(base ?? 'HEAD');
  const asked: Asked = {
    options,
    acknowledged: new Acknowledgements([...values.acknowledge, ...committedAcknowledgements(committed?.revision)]),
    maxDeletedShare: percentage(values['max-deletions']),
    today: io.today,
  };
  const planned = (folder: string, place: string): readonly NamedPlan[] =>
    plansOf(
      committed === undefined ? folderSource(base ?? '') : oldTree(place, committed, io),
      folderSource(folder),
      asked,
    );
  const plans =
    path === undefined
      ? withFreshSynth(values.app, ({ folder, output }) => planned(folder, output))
      : planned(existingPath(path), path);
  const whole = fleetPlan(plans);
  io.write(format.format(whole, { color: io.color }));
  return ({ nothing: 0, changes: 1, danger: 3 } as const)[dangerOf(whole)];
}

/** Everything is new where the commit has no such tree, which is seldom what was meant: where others stand is said. */
function oldTree(place: string, committed: CommittedBase, io: CommandIo): TreeSource {
  const source = committedTree(place, committed);
  if (source.files.length > 0) return source;
  const { revision } = committed;
  const others = treesIn(place, revision);
  if (others.length > 0)
    io.writeError(
      `note: ${source.label} is empty, so that everything is new; trees of that commit: ${others.map((folder) => `--base ${revision}:${folder}`).join(', ')}\n`,
    );
  return source;
}

interface Asked {
  readonly options: ReadCheckOptions;
  readonly acknowledged: Acknowledgements;
  readonly maxDeletedShare: number;
  /** The day of the run: suppressions expire. */
  readonly today: string | undefined;
}

function plansOf(base: TreeSource, next: TreeSource, asked: Asked): readonly NamedPlan[] {
  for (const { label, findings } of [base, next]) {
    const [unread] = findings.filter(({ severity }) => severity === 'error');
    if (unread !== undefined) throw new Error(`${label}: ${unread.origin ?? ''}: ${unread.message}`);
  }
  return planPlaces(base, next, unnamedCluster).map((cluster) => {
    const isNamed = cluster.environment !== undefined;
    const { wave } = cluster.facts;
    return {
      ...(isNamed && { cluster: cluster.label }),
      ...(isNamed && wave !== undefined && { wave }),
      plan: planOf(cluster, { base, next }, asked, isNamed),
    };
  });
}

function planOf(
  planned: PlannedCluster,
  { base, next }: { readonly base: TreeSource; readonly next: TreeSource },
  { options: { described, kubernetes, layers }, acknowledged, maxDeletedShare, today }: Asked,
  isNamed: boolean,
) {
  const known = (
    inventoried: DescribedCluster,
  ): ReturnType<typeof clusterFor> & { accepted: readonly Suppression[] } => {
    const {
      profile: _,
      suppressions: accepted = [],
      ...facts
    } = describedCluster(described, planned.cluster, inventoried);
    return { accepted, ...clusterFor({ tree: planned, facts, kubernetes, layers }) };
  };
  const { accepted, ...after } = known(planned.facts);
  return planCluster({
    ...after,
    clusterBefore: known(planned.factsBefore).cluster,
    ...readPlanTrees(planned, base, next),
    maxDeletedShare,
    isAcknowledged: (object) =>
      acknowledged.accepts(isNamed ? planned.cluster : undefined, object) || isAcceptedByName(object, accepted, today),
  });
}

function percentage(text: string): number {
  const value = /^\d+(\.\d+)?%?$/.test(text) ? Number(text.replace('%', '')) : NaN;
  if (!(value >= 0 && value <= 100)) throw new UsageError(`--max-deletions ${text}: must be a percentage, 0 to 100`);
  return value / 100;
}
