import { argoCd, argoCdDefaults, argoCdShape, type ArgoCdFacts } from './argo-cd';
import { configSync, configSyncDefaults, configSyncShape, type ConfigSyncFacts } from './config-sync';
import { differences } from './differences';
import { flux, fluxDefaults, fluxShape, ignoresFields, type FluxFacts } from './flux';
import {
  rancherFleet,
  rancherFleetDefaults,
  rancherFleetShape,
  usualWorkspace,
  type RancherFleetFacts,
} from './rancher-fleet';
import type { ClusterDescription } from './describe-cluster';
import { variantsOf, type ShapeProblem } from './shape';

/** What brings the committed tree into a cluster: decides which objects say so, and what marks objects that must stay. */
export type GitOpsFacts = ArgoCdFacts | ConfigSyncFacts | FluxFacts | RancherFleetFacts;

/** Name of an engine that a cluster may run. */
export type GitOpsEngineName = GitOpsFacts['engine'];

type Described<Facts extends GitOpsFacts> = Pick<Facts, 'engine' | 'repository'> & Partial<Facts>;

/** An engine as a file describes it: the repository, and what this installation does differently from the default one. */
export type GitOpsDescription =
  Described<ArgoCdFacts> | Described<ConfigSyncFacts> | Described<FluxFacts> | Described<RancherFleetFacts>;

/** How the facts of an engine are checked. */
export const gitOpsShape = variantsOf('engine', {
  'argo-cd': argoCdShape,
  'config-sync': configSyncShape,
  flux: fluxShape,
  'rancher-fleet': rancherFleetShape,
} satisfies Readonly<Record<GitOpsEngineName, unknown>>);

/** All that is known of the engine that somebody describes. */
export function gitOpsFrom(description: GitOpsDescription): GitOpsFacts {
  switch (description.engine) {
    case 'argo-cd':
      return argoCd(description);
    case 'config-sync':
      return configSync(description);
    case 'flux':
      return flux(description);
    case 'rancher-fleet':
      return rancherFleet(description);
  }
}

/** The engine that the description of a cluster names, as an inventory has it, or what is wrong with that. */
export function gitOpsIn({ gitOps }: ClusterDescription): {
  readonly facts?: GitOpsFacts;
  readonly problem?: ShapeProblem;
} {
  if (isDescription(gitOps)) return { facts: gitOpsFrom(gitOps) };
  const problem = gitOpsShape(gitOps, 'gitOps');
  return problem === undefined ? {} : { problem };
}

function isDescription(value: unknown): value is GitOpsDescription {
  return gitOpsShape(value, 'gitOps') === undefined;
}

/** Engine and repository, and what its installation does differently from the default one. */
export function describeGitOps(facts: GitOpsFacts): object {
  const { engine, repository, ...options } = facts;
  return { engine, repository, ...differences(options, usualFor(facts)) };
}

function usualFor(facts: GitOpsFacts): object {
  switch (facts.engine) {
    case 'argo-cd':
      return argoCdDefaults;
    case 'config-sync':
      return configSyncDefaults;
    case 'flux':
      return fluxDefaults;
    case 'rancher-fleet':
      return { ...rancherFleetDefaults, namespace: usualWorkspace(facts) };
  }
}

/** The cluster of the fleet whose engine syncs a cluster; undefined where its own does. */
export function syncedBy(facts: GitOpsFacts): string | undefined {
  return 'syncedBy' in facts ? facts.syncedBy : undefined;
}

/** Whether the engine of a cluster may sync others. */
export function isHub(facts: GitOpsFacts): boolean {
  if (syncedBy(facts) !== undefined) return false;
  return facts.engine === 'rancher-fleet' || (facts.engine === 'argo-cd' && facts.hub);
}

/** Whether an engine leaves alone the fields of an object that a controller moves away from their first values in the tree. */
export function leavesFields(facts: GitOpsFacts): boolean {
  return facts.engine === 'argo-cd' || (facts.engine === 'flux' && ignoresFields(facts));
}

/** Namespaces of a cluster that come with its engine. */
export function namespacesOfEngine(facts: GitOpsFacts): readonly string[] {
  if (syncedBy(facts) !== undefined) return [];
  return facts.engine === 'rancher-fleet' ? [facts.namespace, 'fleet-default'] : [facts.namespace];
}
