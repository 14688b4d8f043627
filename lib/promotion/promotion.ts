import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterChart } from '../chart/cluster-chart';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { gitRepositoryShape, type GitRepository } from '../fleet/git-repository';
import { dnsLabel } from '../fleet/name-rules';
import {
  fields,
  flag,
  listOf,
  mustBe,
  nonEmpty,
  positiveDuration,
  text,
  type Shape,
  type ShapeProblem,
} from '../fleet/shape';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import { kargoObjects } from './kargo-objects';

/** Clusters that a commit reaches together. */
export interface PromotionWave {
  /** Its name: that of its Stage. */
  readonly name: string;
  /** Its clusters. Their engines follow its branch: `gitOps: flux({ repository: { …, revision: 'wave/canary' } })`. */
  readonly clusters: readonly Cluster[];
  /** The branch that its clusters follow. @default 'wave/' and the name */
  readonly branch?: string;
  /** How long a commit must have been here before the next wave may have it. @default not at all */
  readonly soak?: Duration;
  /**
   * AnalysisTemplates that a commit must pass here before the next wave may have it, by name. Emitted as
   * `spec.verification`.
   *
   * @default none
   */
  readonly gate?: readonly string[];
  /** Whether a commit comes here by itself as soon as it may. @default true; false waits for a person */
  readonly automatic?: boolean;
}

/** How commits reach the clusters of a fleet. */
export interface PromotionProps {
  /** Where the committed trees are; `revision` is the branch that they are committed to. */
  readonly repository: GitRepository;
  /** The waves, the first one first. */
  readonly waves: readonly PromotionWave[];
}

const cluster: Shape = (value, path) =>
  value instanceof Cluster ? undefined : mustBe(path, value, 'a Cluster', 'write one of the clusters of the fleet');

const propsShape = fields({
  repository: gitRepositoryShape,
  waves: nonEmpty(
    fields({
      name: dnsLabel,
      clusters: nonEmpty(cluster, 'at least one cluster'),
      'branch?': text,
      'soak?': positiveDuration,
      'gate?': listOf(text),
      'automatic?': flag,
    }),
    'at least one wave',
  ),
});

/**
 * Brings commits to waves of clusters, one after the other: as a Project, a Warehouse and Stages of Kargo, in the tree of the
 * cluster that Kargo runs in. A Stage copies the trees to the branch of its wave, which the clusters' engines follow, whatever
 * engines these are.
 */
export class Promotion extends Construct {
  constructor(scope: Construct, id: string, props: PromotionProps) {
    super(scope, id);
    assertProps(this, 'Promotion', propsShape, props);
    const waves = props.waves.map((wave) => ({ branch: `wave/${wave.name}`, automatic: true, ...wave }));
    const problem = problemOf(props.repository, waves);
    if (problem !== undefined) rejectProps(this, 'Promotion', problem);
    // Kargo takes over a namespace that says that it is a project's.
    const chart = new ClusterChart(this, 'project', {
      namespace: { name: id, labels: { 'kargo.akuity.io/project': 'true' } },
    });
    const { chart: name, objectLabels } = chartContextOf(new Construct(chart, 'objects'));
    const owner = { chart: name, objectLabels, origin: this.node.path };
    const objects = kargoObjects(id, props.repository, waves);
    blueprints.record(this, {
      resolve: () => ({ emit: () => objects.flatMap((manifest) => located(manifest, owner)) }),
    });
  }
}

function problemOf(
  repository: GitRepository,
  waves: readonly (PromotionWave & { readonly branch: string })[],
): ShapeProblem | undefined {
  const names = new Set<string>();
  const branches = new Set([repository.revision]);
  const waveOf = new Map<string, string>();
  for (const [index, { name, branch, clusters }] of waves.entries()) {
    const path = `waves[${index}]`;
    if (names.has(name))
      return { path: `${path}.name`, message: `Duplicate value: "${name}"`, fix: 'rename one of the waves' };
    if (branches.has(branch))
      return {
        path: `${path}.branch`,
        message: `Duplicate value: "${branch}": a wave has a branch of its own, besides the one that trees are committed to`,
        fix: 'write another branch',
      };
    names.add(name);
    branches.add(branch);
    for (const [at, member] of clusters.entries()) {
      const problem =
        waveProblem(`${path}.clusters[${at}]`, member, name, waves[index - 1]?.name) ??
        memberProblem(`${path}.clusters[${at}]`, member, {
          repository,
          branch,
          other: waveOf.get(member.name),
        });
      if (problem !== undefined) return problem;
      waveOf.set(member.name, name);
    }
  }
  return undefined;
}

/** What a cluster says of its wave is what `plan` says. */
function waveProblem(
  path: string,
  { name, wave }: Cluster,
  declared: string,
  after: string | undefined,
): ShapeProblem | undefined {
  if (wave === undefined || (wave.name === declared && wave.after === after)) return undefined;
  const own = wave.after === undefined ? `"${wave.name}"` : `"${wave.name}", after "${wave.after}"`;
  const wanted = { name: declared, ...(after === undefined ? {} : { after }) };
  return {
    path,
    message: `Invalid value: "${name}": it says itself that it is in the wave ${own}`,
    fix: `give ${name} wave: ${JSON.stringify(wanted)}`,
  };
}

/** A cluster whose engine does not follow the branch of its wave would have each commit at once, or none. */
function memberProblem(
  path: string,
  { name, gitOps }: Cluster,
  { repository, branch, other }: { repository: GitRepository; branch: string; other: string | undefined },
): ShapeProblem | undefined {
  if (other !== undefined)
    return {
      path,
      message: `Duplicate value: "${name}": it is in the wave "${other}" already`,
      fix: 'leave it in one wave',
    };
  const wanted = { ...repository, revision: branch };
  const fix = `give ${name} gitOps with repository: ${JSON.stringify(wanted)}`;
  if (gitOps === undefined) return { path, message: `Required value: no engine syncs ${name}`, fix };
  const { url, path: folder, revision } = gitOps.repository;
  if (url === repository.url && folder === repository.path && revision === branch) return undefined;
  return {
    path,
    message: `Invalid value: "${name}": its ${gitOps.engine} follows ${url} at ${revision}, and not the branch ${branch} of its wave`,
    fix,
  };
}
