import type { Duration } from 'cdk8s';
import type { ProjectConfigSpec, StageSpec, WarehouseSpec } from '../../imports/kargo.akuity.io';
import type { GitRepository } from '../fleet/git-repository';
import { formatGoDuration } from '../manifest/grammar/format-go-duration';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';

/** A wave with its defaults. */
export interface ResolvedWave {
  readonly name: string;
  readonly branch: string;
  readonly automatic: boolean;
  readonly soak?: Duration;
  readonly gate?: readonly string[];
}

const apiVersion = 'kargo.akuity.io/v1alpha1';
/** The Warehouse of a project: it has one. */
const warehouse = 'trees';

/** A project of Kargo with a Stage for each wave. */
export function kargoObjects(
  project: string,
  repository: GitRepository,
  waves: readonly ResolvedWave[],
): readonly Manifest[] {
  return [
    { apiVersion, kind: 'Project', metadata: { name: project } },
    projectConfig(project, waves),
    warehouseOf(project, repository),
    ...waves.map((wave, index) => stage(project, repository, wave, waves[index - 1])),
  ];
}

function projectConfig(project: string, waves: readonly ResolvedWave[]): Manifest {
  const spec: Plain<ProjectConfigSpec> = {
    promotionPolicies: waves.map(({ name, automatic }) => ({
      stageSelector: { name },
      autoPromotionEnabled: automatic,
    })),
  };
  return { apiVersion, kind: 'ProjectConfig', metadata: { name: project, namespace: project }, spec };
}

function warehouseOf(project: string, { url, revision, path }: GitRepository): Manifest {
  const spec: Plain<WarehouseSpec> = {
    freightCreationPolicy: 'Automatic',
    interval: '5m0s',
    subscriptions: [{ git: { repoURL: url, branch: revision, includePaths: [path] } }],
  };
  return { apiVersion, kind: 'Warehouse', metadata: { name: warehouse, namespace: project }, spec };
}

function stage(
  project: string,
  repository: GitRepository,
  { name, branch, gate = [] }: ResolvedWave,
  before: ResolvedWave | undefined,
): Manifest {
  const spec: Plain<StageSpec> = {
    requestedFreight: [
      {
        origin: { kind: 'Warehouse', name: warehouse },
        sources:
          before === undefined
            ? { direct: true }
            : {
                stages: [before.name],
                ...(before.soak === undefined ? {} : { requiredSoakTime: formatGoDuration(before.soak.toSeconds()) }),
              },
      },
    ],
    promotionTemplate: { spec: { steps: copyToBranch(name, branch, repository) } },
    ...(gate.length === 0 ? {} : { verification: { analysisTemplates: gate.map((template) => ({ name: template })) } }),
  };
  return { apiVersion, kind: 'Stage', metadata: { name, namespace: project }, spec };
}

/** The trees of a commit become the whole content of a branch. */
function copyToBranch(wave: string, branch: string, { url, path }: GitRepository) {
  const commit = `\${{ commitFrom(${JSON.stringify(url)}).ID }}`;
  return [
    {
      uses: 'git-clone',
      config: {
        repoURL: url,
        checkout: [
          { commit, path: './trees' },
          { branch, create: true, path: './branch' },
        ],
      },
    },
    { uses: 'git-clear', config: { path: './branch' } },
    { uses: 'copy', config: { inPath: `./trees/${path}`, outPath: `./branch/${path}` } },
    { uses: 'git-commit', config: { path: './branch', message: `${wave}: ${commit}` } },
    { uses: 'git-push', config: { path: './branch' } },
  ];
}
