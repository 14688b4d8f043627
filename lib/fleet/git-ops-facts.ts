import { argoCdDefaults, argoCdShape, type ArgoCdFacts } from './argo-cd';
import { configSyncDefaults, configSyncShape, type ConfigSyncFacts } from './config-sync';
import { differences } from './differences';
import { fluxDefaults, fluxShape, type FluxFacts } from './flux';
import { variantsOf } from './shape';

/** What brings the committed tree into a cluster: decides which objects say so, and what marks objects that must stay. */
export type GitOpsFacts = ArgoCdFacts | ConfigSyncFacts | FluxFacts;

/** Name of an engine that a cluster may run. */
export type GitOpsEngineName = GitOpsFacts['engine'];

type Described<Facts extends GitOpsFacts> = Pick<Facts, 'engine' | 'repository'> & Partial<Facts>;

/** An engine as a file describes it: the repository, and what this installation does differently from the default one. */
export type GitOpsDescription = Described<ArgoCdFacts> | Described<ConfigSyncFacts> | Described<FluxFacts>;

/** How the facts of an engine are checked. */
export const gitOpsShape = variantsOf('engine', {
  'argo-cd': argoCdShape,
  'config-sync': configSyncShape,
  flux: fluxShape,
} satisfies Readonly<Record<GitOpsEngineName, unknown>>);

/** All that is known of the engine that somebody describes. */
export function gitOpsFrom(description: GitOpsDescription): GitOpsFacts {
  switch (description.engine) {
    case 'argo-cd':
      return { ...argoCdDefaults, ...description };
    case 'config-sync':
      return { ...configSyncDefaults, ...description };
    case 'flux':
      return { ...fluxDefaults, ...description };
  }
}

/** Engine and repository, and what its installation does differently from the default one. */
export function describeGitOps({ engine, repository, ...options }: GitOpsFacts): object {
  const usual = { 'argo-cd': argoCdDefaults, 'config-sync': configSyncDefaults, flux: fluxDefaults }[engine];
  return { engine, repository, ...differences(options, usual) };
}
